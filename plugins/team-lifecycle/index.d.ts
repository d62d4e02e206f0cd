export declare const team: {
  readonly "name": string;
  readonly "version": string;
  readonly "summary": string;
  readonly "session_prefix": string;
  readonly "roles": {
    readonly "analyst": {
      readonly "name": string;
      readonly "summary": string;
      readonly "prefixes": readonly (string)[];
      readonly "inner_loop": boolean;
      readonly "resident": boolean;
      readonly "creates_tasks": boolean;
      readonly "message_types": readonly (string)[];
      readonly "discuss_rounds": readonly (string)[];
      readonly "tools": readonly (string)[];
      readonly "artifact": string;
      readonly "effort": string;
      readonly "phases": {
        readonly "context": string;
        readonly "work": string;
        readonly "validate": string;
      };
    };
    readonly "architect": {
      readonly "name": string;
      readonly "summary": string;
      readonly "prefixes": readonly (string)[];
      readonly "inner_loop": boolean;
      readonly "resident": boolean;
      readonly "creates_tasks": boolean;
      readonly "message_types": readonly (string)[];
      readonly "discuss_rounds": readonly never[];
      readonly "tools": readonly (string)[];
      readonly "artifact": string;
      readonly "effort": string;
      readonly "phases": {
        readonly "context": string;
        readonly "work": string;
        readonly "validate": string;
      };
    };
    readonly "data-engineer": {
      readonly "name": string;
      readonly "summary": string;
      readonly "prefixes": readonly (string)[];
      readonly "inner_loop": boolean;
      readonly "resident": boolean;
      readonly "creates_tasks": boolean;
      readonly "message_types": readonly (string)[];
      readonly "discuss_rounds": readonly never[];
      readonly "tools": readonly (string)[];
      readonly "artifact": string;
      readonly "effort": string;
      readonly "phases": {
        readonly "context": string;
        readonly "work": string;
        readonly "validate": string;
      };
    };
    readonly "devops-engineer": {
      readonly "name": string;
      readonly "summary": string;
      readonly "prefixes": readonly (string)[];
      readonly "inner_loop": boolean;
      readonly "resident": boolean;
      readonly "creates_tasks": boolean;
      readonly "message_types": readonly (string)[];
      readonly "discuss_rounds": readonly never[];
      readonly "tools": readonly (string)[];
      readonly "artifact": string;
      readonly "effort": string;
      readonly "phases": {
        readonly "context": string;
        readonly "work": string;
        readonly "validate": string;
      };
    };
    readonly "executor": {
      readonly "name": string;
      readonly "summary": string;
      readonly "prefixes": readonly (string)[];
      readonly "inner_loop": string;
      readonly "resident": boolean;
      readonly "creates_tasks": boolean;
      readonly "message_types": readonly (string)[];
      readonly "discuss_rounds": readonly never[];
      readonly "tools": readonly (string)[];
      readonly "artifact": string;
      readonly "effort": string;
      readonly "phases": {
        readonly "context": string;
        readonly "work": string;
        readonly "validate": string;
      };
    };
    readonly "fe-developer": {
      readonly "name": string;
      readonly "summary": string;
      readonly "prefixes": readonly (string)[];
      readonly "inner_loop": boolean;
      readonly "resident": boolean;
      readonly "creates_tasks": boolean;
      readonly "message_types": readonly (string)[];
      readonly "discuss_rounds": readonly never[];
      readonly "tools": readonly (string)[];
      readonly "artifact": string;
      readonly "effort": string;
      readonly "phases": {
        readonly "context": string;
        readonly "work": string;
        readonly "validate": string;
      };
    };
    readonly "fe-qa": {
      readonly "name": string;
      readonly "summary": string;
      readonly "prefixes": readonly (string)[];
      readonly "inner_loop": boolean;
      readonly "resident": boolean;
      readonly "creates_tasks": boolean;
      readonly "message_types": readonly (string)[];
      readonly "discuss_rounds": readonly never[];
      readonly "tools": readonly (string)[];
      readonly "artifact": string;
      readonly "effort": string;
      readonly "phases": {
        readonly "context": string;
        readonly "work": string;
        readonly "validate": string;
      };
    };
    readonly "ml-engineer": {
      readonly "name": string;
      readonly "summary": string;
      readonly "prefixes": readonly (string)[];
      readonly "inner_loop": boolean;
      readonly "resident": boolean;
      readonly "creates_tasks": boolean;
      readonly "message_types": readonly (string)[];
      readonly "discuss_rounds": readonly never[];
      readonly "tools": readonly (string)[];
      readonly "artifact": string;
      readonly "effort": string;
      readonly "phases": {
        readonly "context": string;
        readonly "work": string;
        readonly "validate": string;
      };
    };
    readonly "orchestrator": {
      readonly "name": string;
      readonly "summary": string;
      readonly "prefixes": readonly (string)[];
      readonly "inner_loop": boolean;
      readonly "resident": boolean;
      readonly "creates_tasks": boolean;
      readonly "message_types": readonly (string)[];
      readonly "discuss_rounds": readonly never[];
      readonly "tools": readonly (string)[];
      readonly "artifact": string;
      readonly "effort": string;
      readonly "phases": {
        readonly "context": string;
        readonly "work": string;
        readonly "validate": string;
      };
    };
    readonly "performance-optimizer": {
      readonly "name": string;
      readonly "summary": string;
      readonly "prefixes": readonly (string)[];
      readonly "inner_loop": boolean;
      readonly "resident": boolean;
      readonly "creates_tasks": boolean;
      readonly "message_types": readonly (string)[];
      readonly "discuss_rounds": readonly never[];
      readonly "tools": readonly (string)[];
      readonly "artifact": string;
      readonly "effort": string;
      readonly "phases": {
        readonly "context": string;
        readonly "work": string;
        readonly "validate": string;
      };
    };
    readonly "planner": {
      readonly "name": string;
      readonly "summary": string;
      readonly "prefixes": readonly (string)[];
      readonly "inner_loop": boolean;
      readonly "resident": boolean;
      readonly "creates_tasks": boolean;
      readonly "message_types": readonly (string)[];
      readonly "discuss_rounds": readonly never[];
      readonly "tools": readonly (string)[];
      readonly "artifact": string;
      readonly "effort": string;
      readonly "phases": {
        readonly "context": string;
        readonly "work": string;
        readonly "validate": string;
      };
    };
    readonly "reviewer": {
      readonly "name": string;
      readonly "summary": string;
      readonly "prefixes": readonly (string)[];
      readonly "inner_loop": boolean;
      readonly "resident": boolean;
      readonly "creates_tasks": boolean;
      readonly "message_types": readonly (string)[];
      readonly "discuss_rounds": readonly (string)[];
      readonly "tools": readonly (string)[];
      readonly "artifact": string;
      readonly "effort": string;
      readonly "phases": {
        readonly "context": string;
        readonly "work": string;
        readonly "validate": string;
      };
    };
    readonly "security-expert": {
      readonly "name": string;
      readonly "summary": string;
      readonly "prefixes": readonly (string)[];
      readonly "inner_loop": boolean;
      readonly "resident": boolean;
      readonly "creates_tasks": boolean;
      readonly "message_types": readonly (string)[];
      readonly "discuss_rounds": readonly never[];
      readonly "tools": readonly (string)[];
      readonly "artifact": string;
      readonly "effort": string;
      readonly "phases": {
        readonly "context": string;
        readonly "work": string;
        readonly "validate": string;
      };
    };
    readonly "supervisor": {
      readonly "name": string;
      readonly "summary": string;
      readonly "prefixes": readonly (string)[];
      readonly "inner_loop": boolean;
      readonly "resident": boolean;
      readonly "creates_tasks": boolean;
      readonly "message_types": readonly (string)[];
      readonly "discuss_rounds": readonly never[];
      readonly "tools": readonly (string)[];
      readonly "artifact": string;
      readonly "effort": string;
      readonly "phases": {
        readonly "context": string;
        readonly "work": string;
        readonly "validate": string;
      };
    };
    readonly "tester": {
      readonly "name": string;
      readonly "summary": string;
      readonly "prefixes": readonly (string)[];
      readonly "inner_loop": boolean;
      readonly "resident": boolean;
      readonly "creates_tasks": boolean;
      readonly "message_types": readonly (string)[];
      readonly "discuss_rounds": readonly never[];
      readonly "tools": readonly (string)[];
      readonly "artifact": string;
      readonly "effort": string;
      readonly "phases": {
        readonly "context": string;
        readonly "work": string;
        readonly "validate": string;
      };
    };
    readonly "writer": {
      readonly "name": string;
      readonly "summary": string;
      readonly "prefixes": readonly (string)[];
      readonly "inner_loop": boolean;
      readonly "resident": boolean;
      readonly "creates_tasks": boolean;
      readonly "message_types": readonly (string)[];
      readonly "discuss_rounds": readonly (string)[];
      readonly "tools": readonly (string)[];
      readonly "artifact": string;
      readonly "effort": string;
      readonly "phases": {
        readonly "context": string;
        readonly "work": string;
        readonly "validate": string;
      };
    };
  };
  readonly "pipelines": {
    readonly "spec-only": {
      readonly "summary": string;
      readonly "input": readonly never[];
      readonly "nodes": {
        readonly "research": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly never[];
          readonly "context": readonly never[];
          readonly "in_turn": boolean;
          readonly "priority": number;
          readonly "output": readonly (string)[];
          readonly "discuss": string;
          readonly "approval": boolean;
        };
        readonly "brief": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly never[];
          readonly "in_turn": boolean;
          readonly "priority": number;
          readonly "output": readonly never[];
          readonly "discuss": string;
          readonly "approval": boolean;
        };
        readonly "requirements": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly (string)[];
          readonly "in_turn": boolean;
          readonly "priority": number;
          readonly "output": readonly never[];
          readonly "discuss": string;
          readonly "approval": boolean;
        };
        readonly "supervise_requirements": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly (string)[];
          readonly "in_turn": boolean;
          readonly "when": {
            readonly "fact": string;
            readonly "eq": boolean;
          };
          readonly "priority": number;
          readonly "output": readonly never[];
          readonly "gate": {
            readonly "revise": {
              readonly "role": string;
              readonly "prefix": string;
              readonly "title": string;
            };
            readonly "max_rounds": number;
            readonly "again": string;
            readonly "when_exhausted": string;
            readonly "score": {
              readonly "approved": number;
              readonly "concerns": number;
            };
          };
          readonly "approval": boolean;
        };
        readonly "architecture": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly (string)[];
          readonly "in_turn": boolean;
          readonly "priority": number;
          readonly "output": readonly never[];
          readonly "discuss": string;
          readonly "approval": boolean;
        };
        readonly "epics": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly (string)[];
          readonly "in_turn": boolean;
          readonly "priority": number;
          readonly "output": readonly never[];
          readonly "discuss": string;
          readonly "approval": boolean;
        };
        readonly "supervise_spec": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly (string)[];
          readonly "in_turn": boolean;
          readonly "when": {
            readonly "fact": string;
            readonly "eq": boolean;
          };
          readonly "priority": number;
          readonly "output": readonly never[];
          readonly "gate": {
            readonly "revise": {
              readonly "role": string;
              readonly "prefix": string;
              readonly "title": string;
            };
            readonly "max_rounds": number;
            readonly "again": string;
            readonly "when_exhausted": string;
            readonly "score": {
              readonly "approved": number;
              readonly "concerns": number;
            };
          };
          readonly "approval": boolean;
        };
        readonly "quality": {
          readonly "role": string;
          readonly "prefix": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly (string)[];
          readonly "in_turn": boolean;
          readonly "priority": number;
          readonly "output": readonly never[];
          readonly "gate": {
            readonly "revise": {
              readonly "role": string;
              readonly "prefix": string;
              readonly "title": string;
            };
            readonly "max_rounds": number;
            readonly "again": string;
            readonly "when_exhausted": string;
            readonly "score": {
              readonly "approved": number;
              readonly "concerns": number;
            };
          };
          readonly "discuss": string;
          readonly "approval": boolean;
        };
      };
    };
    readonly "impl-only": {
      readonly "summary": string;
      readonly "input": readonly never[];
      readonly "nodes": {
        readonly "plan": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly never[];
          readonly "context": readonly never[];
          readonly "in_turn": boolean;
          readonly "priority": number;
          readonly "output": readonly (string)[];
          readonly "approval": boolean;
        };
        readonly "supervise_plan": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly never[];
          readonly "in_turn": boolean;
          readonly "when": {
            readonly "fact": string;
            readonly "eq": boolean;
          };
          readonly "priority": number;
          readonly "output": readonly never[];
          readonly "gate": {
            readonly "revise": {
              readonly "role": string;
              readonly "prefix": string;
              readonly "title": string;
            };
            readonly "max_rounds": number;
            readonly "again": string;
            readonly "when_exhausted": string;
            readonly "score": {
              readonly "approved": number;
              readonly "concerns": number;
            };
          };
          readonly "approval": boolean;
        };
        readonly "arch": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly (string)[];
          readonly "in_turn": boolean;
          readonly "when": {
            readonly "fact": string;
            readonly "eq": string;
          };
          readonly "priority": number;
          readonly "output": readonly never[];
          readonly "approval": boolean;
        };
        readonly "orch": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly (string)[];
          readonly "in_turn": boolean;
          readonly "when": {
            readonly "fact": string;
            readonly "eq": string;
          };
          readonly "priority": number;
          readonly "output": readonly (string)[];
          readonly "approval": boolean;
        };
        readonly "build": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly (string)[];
          readonly "in_turn": boolean;
          readonly "when": {
            readonly "not": {
              readonly "any": readonly ({
                readonly "fact": string;
                readonly "eq": string;
              } | {
                readonly "all": readonly ({
                  readonly "fact": string;
                  readonly "eq": string;
                } | {
                  readonly "fact": string;
                  readonly "gte": number;
                })[];
              })[];
            };
          };
          readonly "priority": number;
          readonly "output": readonly never[];
          readonly "approval": boolean;
        };
        readonly "build_modules": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly (string)[];
          readonly "for_each": string;
          readonly "in_turn": boolean;
          readonly "max_parallel": number;
          readonly "when": {
            readonly "all": readonly ({
              readonly "fact": string;
              readonly "eq": string;
            } | {
              readonly "fact": string;
              readonly "gte": number;
            })[];
          };
          readonly "priority": number;
          readonly "output": readonly never[];
          readonly "approval": boolean;
        };
        readonly "build_tasks": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly (string)[];
          readonly "for_each": string;
          readonly "item_needs": string;
          readonly "in_turn": boolean;
          readonly "max_parallel": number;
          readonly "when": {
            readonly "fact": string;
            readonly "eq": string;
          };
          readonly "priority": number;
          readonly "output": readonly never[];
          readonly "approval": boolean;
        };
        readonly "test": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly (string)[];
          readonly "in_turn": boolean;
          readonly "priority": number;
          readonly "output": readonly (string)[];
          readonly "gate": {
            readonly "revise": {
              readonly "role": string;
              readonly "prefix": string;
              readonly "title": string;
            };
            readonly "max_rounds": number;
            readonly "again": string;
            readonly "when_exhausted": string;
            readonly "until": {
              readonly "fact": string;
              readonly "gte": number;
            };
          };
          readonly "approval": boolean;
        };
        readonly "review": {
          readonly "role": string;
          readonly "prefix": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly (string)[];
          readonly "in_turn": boolean;
          readonly "priority": number;
          readonly "output": readonly never[];
          readonly "gate": {
            readonly "revise": {
              readonly "role": string;
              readonly "prefix": string;
              readonly "title": string;
            };
            readonly "max_rounds": number;
            readonly "again": string;
            readonly "when_exhausted": string;
          };
          readonly "approval": boolean;
        };
      };
    };
    readonly "fe-only": {
      readonly "summary": string;
      readonly "input": readonly never[];
      readonly "nodes": {
        readonly "plan": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly never[];
          readonly "context": readonly never[];
          readonly "in_turn": boolean;
          readonly "priority": number;
          readonly "output": readonly (string)[];
          readonly "approval": boolean;
        };
        readonly "supervise_plan": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly never[];
          readonly "in_turn": boolean;
          readonly "when": {
            readonly "fact": string;
            readonly "eq": boolean;
          };
          readonly "priority": number;
          readonly "output": readonly never[];
          readonly "gate": {
            readonly "revise": {
              readonly "role": string;
              readonly "prefix": string;
              readonly "title": string;
            };
            readonly "max_rounds": number;
            readonly "again": string;
            readonly "when_exhausted": string;
            readonly "score": {
              readonly "approved": number;
              readonly "concerns": number;
            };
          };
          readonly "approval": boolean;
        };
        readonly "arch": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly (string)[];
          readonly "in_turn": boolean;
          readonly "when": {
            readonly "fact": string;
            readonly "eq": string;
          };
          readonly "priority": number;
          readonly "output": readonly never[];
          readonly "approval": boolean;
        };
        readonly "develop": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly (string)[];
          readonly "in_turn": boolean;
          readonly "priority": number;
          readonly "output": readonly never[];
          readonly "approval": boolean;
        };
        readonly "check": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly (string)[];
          readonly "in_turn": boolean;
          readonly "priority": number;
          readonly "output": readonly (string)[];
          readonly "gate": {
            readonly "revise": {
              readonly "role": string;
              readonly "prefix": string;
              readonly "title": string;
            };
            readonly "max_rounds": number;
            readonly "again": string;
            readonly "when_exhausted": string;
            readonly "until": {
              readonly "all": readonly ({
                readonly "fact": string;
                readonly "gte": number;
              } | {
                readonly "fact": string;
                readonly "eq": number;
              })[];
            };
          };
          readonly "approval": boolean;
        };
      };
    };
    readonly "fullstack": {
      readonly "summary": string;
      readonly "input": readonly never[];
      readonly "nodes": {
        readonly "plan": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly never[];
          readonly "context": readonly never[];
          readonly "in_turn": boolean;
          readonly "priority": number;
          readonly "output": readonly (string)[];
          readonly "approval": boolean;
        };
        readonly "supervise_plan": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly never[];
          readonly "in_turn": boolean;
          readonly "when": {
            readonly "fact": string;
            readonly "eq": boolean;
          };
          readonly "priority": number;
          readonly "output": readonly never[];
          readonly "gate": {
            readonly "revise": {
              readonly "role": string;
              readonly "prefix": string;
              readonly "title": string;
            };
            readonly "max_rounds": number;
            readonly "again": string;
            readonly "when_exhausted": string;
            readonly "score": {
              readonly "approved": number;
              readonly "concerns": number;
            };
          };
          readonly "approval": boolean;
        };
        readonly "arch": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly (string)[];
          readonly "in_turn": boolean;
          readonly "when": {
            readonly "fact": string;
            readonly "eq": string;
          };
          readonly "priority": number;
          readonly "output": readonly never[];
          readonly "approval": boolean;
        };
        readonly "orch": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly (string)[];
          readonly "in_turn": boolean;
          readonly "when": {
            readonly "fact": string;
            readonly "eq": string;
          };
          readonly "priority": number;
          readonly "output": readonly (string)[];
          readonly "approval": boolean;
        };
        readonly "build": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly (string)[];
          readonly "in_turn": boolean;
          readonly "when": {
            readonly "not": {
              readonly "any": readonly ({
                readonly "fact": string;
                readonly "eq": string;
              } | {
                readonly "all": readonly ({
                  readonly "fact": string;
                  readonly "eq": string;
                } | {
                  readonly "fact": string;
                  readonly "gte": number;
                })[];
              })[];
            };
          };
          readonly "priority": number;
          readonly "output": readonly never[];
          readonly "approval": boolean;
        };
        readonly "build_modules": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly (string)[];
          readonly "for_each": string;
          readonly "in_turn": boolean;
          readonly "max_parallel": number;
          readonly "when": {
            readonly "all": readonly ({
              readonly "fact": string;
              readonly "eq": string;
            } | {
              readonly "fact": string;
              readonly "gte": number;
            })[];
          };
          readonly "priority": number;
          readonly "output": readonly never[];
          readonly "approval": boolean;
        };
        readonly "build_tasks": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly (string)[];
          readonly "for_each": string;
          readonly "item_needs": string;
          readonly "in_turn": boolean;
          readonly "max_parallel": number;
          readonly "when": {
            readonly "fact": string;
            readonly "eq": string;
          };
          readonly "priority": number;
          readonly "output": readonly never[];
          readonly "approval": boolean;
        };
        readonly "develop": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly (string)[];
          readonly "in_turn": boolean;
          readonly "priority": number;
          readonly "output": readonly never[];
          readonly "approval": boolean;
        };
        readonly "test": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly (string)[];
          readonly "in_turn": boolean;
          readonly "priority": number;
          readonly "output": readonly (string)[];
          readonly "gate": {
            readonly "revise": {
              readonly "role": string;
              readonly "prefix": string;
              readonly "title": string;
            };
            readonly "max_rounds": number;
            readonly "again": string;
            readonly "when_exhausted": string;
            readonly "until": {
              readonly "fact": string;
              readonly "gte": number;
            };
          };
          readonly "approval": boolean;
        };
        readonly "check": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly (string)[];
          readonly "in_turn": boolean;
          readonly "priority": number;
          readonly "output": readonly (string)[];
          readonly "gate": {
            readonly "revise": {
              readonly "role": string;
              readonly "prefix": string;
              readonly "title": string;
            };
            readonly "max_rounds": number;
            readonly "again": string;
            readonly "when_exhausted": string;
            readonly "until": {
              readonly "all": readonly ({
                readonly "fact": string;
                readonly "gte": number;
              } | {
                readonly "fact": string;
                readonly "eq": number;
              })[];
            };
          };
          readonly "approval": boolean;
        };
        readonly "review": {
          readonly "role": string;
          readonly "prefix": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly (string)[];
          readonly "in_turn": boolean;
          readonly "priority": number;
          readonly "output": readonly never[];
          readonly "gate": {
            readonly "revise": readonly ({
              readonly "role": string;
              readonly "prefix": string;
              readonly "title": string;
            })[];
            readonly "max_rounds": number;
            readonly "again": string;
            readonly "when_exhausted": string;
          };
          readonly "approval": boolean;
        };
      };
    };
    readonly "full-lifecycle": {
      readonly "summary": string;
      readonly "input": readonly never[];
      readonly "nodes": {
        readonly "research": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly never[];
          readonly "context": readonly never[];
          readonly "in_turn": boolean;
          readonly "priority": number;
          readonly "output": readonly (string)[];
          readonly "discuss": string;
          readonly "approval": boolean;
        };
        readonly "brief": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly never[];
          readonly "in_turn": boolean;
          readonly "priority": number;
          readonly "output": readonly never[];
          readonly "discuss": string;
          readonly "approval": boolean;
        };
        readonly "requirements": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly (string)[];
          readonly "in_turn": boolean;
          readonly "priority": number;
          readonly "output": readonly never[];
          readonly "discuss": string;
          readonly "approval": boolean;
        };
        readonly "supervise_requirements": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly (string)[];
          readonly "in_turn": boolean;
          readonly "when": {
            readonly "fact": string;
            readonly "eq": boolean;
          };
          readonly "priority": number;
          readonly "output": readonly never[];
          readonly "gate": {
            readonly "revise": {
              readonly "role": string;
              readonly "prefix": string;
              readonly "title": string;
            };
            readonly "max_rounds": number;
            readonly "again": string;
            readonly "when_exhausted": string;
            readonly "score": {
              readonly "approved": number;
              readonly "concerns": number;
            };
          };
          readonly "approval": boolean;
        };
        readonly "architecture": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly (string)[];
          readonly "in_turn": boolean;
          readonly "priority": number;
          readonly "output": readonly never[];
          readonly "discuss": string;
          readonly "approval": boolean;
        };
        readonly "epics": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly (string)[];
          readonly "in_turn": boolean;
          readonly "priority": number;
          readonly "output": readonly never[];
          readonly "discuss": string;
          readonly "approval": boolean;
        };
        readonly "supervise_spec": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly (string)[];
          readonly "in_turn": boolean;
          readonly "when": {
            readonly "fact": string;
            readonly "eq": boolean;
          };
          readonly "priority": number;
          readonly "output": readonly never[];
          readonly "gate": {
            readonly "revise": {
              readonly "role": string;
              readonly "prefix": string;
              readonly "title": string;
            };
            readonly "max_rounds": number;
            readonly "again": string;
            readonly "when_exhausted": string;
            readonly "score": {
              readonly "approved": number;
              readonly "concerns": number;
            };
          };
          readonly "approval": boolean;
        };
        readonly "quality": {
          readonly "role": string;
          readonly "prefix": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly (string)[];
          readonly "in_turn": boolean;
          readonly "priority": number;
          readonly "output": readonly never[];
          readonly "gate": {
            readonly "revise": {
              readonly "role": string;
              readonly "prefix": string;
              readonly "title": string;
            };
            readonly "max_rounds": number;
            readonly "again": string;
            readonly "when_exhausted": string;
            readonly "score": {
              readonly "approved": number;
              readonly "concerns": number;
            };
          };
          readonly "discuss": string;
          readonly "approval": boolean;
        };
        readonly "consent": {
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly never[];
          readonly "in_turn": boolean;
          readonly "priority": number;
          readonly "output": readonly never[];
          readonly "ask": {
            readonly "question": string;
            readonly "options": readonly ({
              readonly "id": string;
              readonly "label": string;
              readonly "effect": string;
            })[];
          };
          readonly "approval": boolean;
        };
        readonly "rework": {
          readonly "role": string;
          readonly "prefix": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly (string)[];
          readonly "in_turn": boolean;
          readonly "when": {
            readonly "fact": string;
            readonly "eq": string;
          };
          readonly "priority": number;
          readonly "output": readonly never[];
          readonly "approval": boolean;
        };
        readonly "requality": {
          readonly "role": string;
          readonly "prefix": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly (string)[];
          readonly "in_turn": boolean;
          readonly "when": {
            readonly "fact": string;
            readonly "eq": string;
          };
          readonly "priority": number;
          readonly "output": readonly never[];
          readonly "gate": {
            readonly "revise": {
              readonly "role": string;
              readonly "prefix": string;
              readonly "title": string;
            };
            readonly "max_rounds": number;
            readonly "again": string;
            readonly "when_exhausted": string;
            readonly "ask": {
              readonly "question": string;
              readonly "options": readonly ({
                readonly "id": string;
                readonly "label": string;
                readonly "effect": string;
              })[];
            };
          };
          readonly "approval": boolean;
        };
        readonly "plan": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly (string)[];
          readonly "in_turn": boolean;
          readonly "priority": number;
          readonly "output": readonly (string)[];
          readonly "approval": boolean;
        };
        readonly "supervise_plan": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly never[];
          readonly "in_turn": boolean;
          readonly "when": {
            readonly "fact": string;
            readonly "eq": boolean;
          };
          readonly "priority": number;
          readonly "output": readonly never[];
          readonly "gate": {
            readonly "revise": {
              readonly "role": string;
              readonly "prefix": string;
              readonly "title": string;
            };
            readonly "max_rounds": number;
            readonly "again": string;
            readonly "when_exhausted": string;
            readonly "score": {
              readonly "approved": number;
              readonly "concerns": number;
            };
          };
          readonly "approval": boolean;
        };
        readonly "arch": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly (string)[];
          readonly "in_turn": boolean;
          readonly "when": {
            readonly "fact": string;
            readonly "eq": string;
          };
          readonly "priority": number;
          readonly "output": readonly never[];
          readonly "approval": boolean;
        };
        readonly "orch": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly (string)[];
          readonly "in_turn": boolean;
          readonly "when": {
            readonly "fact": string;
            readonly "eq": string;
          };
          readonly "priority": number;
          readonly "output": readonly (string)[];
          readonly "approval": boolean;
        };
        readonly "build": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly (string)[];
          readonly "in_turn": boolean;
          readonly "when": {
            readonly "not": {
              readonly "any": readonly ({
                readonly "fact": string;
                readonly "eq": string;
              } | {
                readonly "all": readonly ({
                  readonly "fact": string;
                  readonly "eq": string;
                } | {
                  readonly "fact": string;
                  readonly "gte": number;
                })[];
              })[];
            };
          };
          readonly "priority": number;
          readonly "output": readonly never[];
          readonly "approval": boolean;
        };
        readonly "build_modules": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly (string)[];
          readonly "for_each": string;
          readonly "in_turn": boolean;
          readonly "max_parallel": number;
          readonly "when": {
            readonly "all": readonly ({
              readonly "fact": string;
              readonly "eq": string;
            } | {
              readonly "fact": string;
              readonly "gte": number;
            })[];
          };
          readonly "priority": number;
          readonly "output": readonly never[];
          readonly "approval": boolean;
        };
        readonly "build_tasks": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly (string)[];
          readonly "for_each": string;
          readonly "item_needs": string;
          readonly "in_turn": boolean;
          readonly "max_parallel": number;
          readonly "when": {
            readonly "fact": string;
            readonly "eq": string;
          };
          readonly "priority": number;
          readonly "output": readonly never[];
          readonly "approval": boolean;
        };
        readonly "test": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly (string)[];
          readonly "in_turn": boolean;
          readonly "priority": number;
          readonly "output": readonly (string)[];
          readonly "gate": {
            readonly "revise": {
              readonly "role": string;
              readonly "prefix": string;
              readonly "title": string;
            };
            readonly "max_rounds": number;
            readonly "again": string;
            readonly "when_exhausted": string;
            readonly "until": {
              readonly "fact": string;
              readonly "gte": number;
            };
          };
          readonly "approval": boolean;
        };
        readonly "review": {
          readonly "role": string;
          readonly "prefix": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly (string)[];
          readonly "in_turn": boolean;
          readonly "priority": number;
          readonly "output": readonly never[];
          readonly "gate": {
            readonly "revise": {
              readonly "role": string;
              readonly "prefix": string;
              readonly "title": string;
            };
            readonly "max_rounds": number;
            readonly "again": string;
            readonly "when_exhausted": string;
          };
          readonly "approval": boolean;
        };
      };
    };
    readonly "full-lifecycle-fe": {
      readonly "summary": string;
      readonly "input": readonly never[];
      readonly "nodes": {
        readonly "research": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly never[];
          readonly "context": readonly never[];
          readonly "in_turn": boolean;
          readonly "priority": number;
          readonly "output": readonly (string)[];
          readonly "discuss": string;
          readonly "approval": boolean;
        };
        readonly "brief": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly never[];
          readonly "in_turn": boolean;
          readonly "priority": number;
          readonly "output": readonly never[];
          readonly "discuss": string;
          readonly "approval": boolean;
        };
        readonly "requirements": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly (string)[];
          readonly "in_turn": boolean;
          readonly "priority": number;
          readonly "output": readonly never[];
          readonly "discuss": string;
          readonly "approval": boolean;
        };
        readonly "supervise_requirements": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly (string)[];
          readonly "in_turn": boolean;
          readonly "when": {
            readonly "fact": string;
            readonly "eq": boolean;
          };
          readonly "priority": number;
          readonly "output": readonly never[];
          readonly "gate": {
            readonly "revise": {
              readonly "role": string;
              readonly "prefix": string;
              readonly "title": string;
            };
            readonly "max_rounds": number;
            readonly "again": string;
            readonly "when_exhausted": string;
            readonly "score": {
              readonly "approved": number;
              readonly "concerns": number;
            };
          };
          readonly "approval": boolean;
        };
        readonly "architecture": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly (string)[];
          readonly "in_turn": boolean;
          readonly "priority": number;
          readonly "output": readonly never[];
          readonly "discuss": string;
          readonly "approval": boolean;
        };
        readonly "epics": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly (string)[];
          readonly "in_turn": boolean;
          readonly "priority": number;
          readonly "output": readonly never[];
          readonly "discuss": string;
          readonly "approval": boolean;
        };
        readonly "supervise_spec": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly (string)[];
          readonly "in_turn": boolean;
          readonly "when": {
            readonly "fact": string;
            readonly "eq": boolean;
          };
          readonly "priority": number;
          readonly "output": readonly never[];
          readonly "gate": {
            readonly "revise": {
              readonly "role": string;
              readonly "prefix": string;
              readonly "title": string;
            };
            readonly "max_rounds": number;
            readonly "again": string;
            readonly "when_exhausted": string;
            readonly "score": {
              readonly "approved": number;
              readonly "concerns": number;
            };
          };
          readonly "approval": boolean;
        };
        readonly "quality": {
          readonly "role": string;
          readonly "prefix": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly (string)[];
          readonly "in_turn": boolean;
          readonly "priority": number;
          readonly "output": readonly never[];
          readonly "gate": {
            readonly "revise": {
              readonly "role": string;
              readonly "prefix": string;
              readonly "title": string;
            };
            readonly "max_rounds": number;
            readonly "again": string;
            readonly "when_exhausted": string;
            readonly "score": {
              readonly "approved": number;
              readonly "concerns": number;
            };
          };
          readonly "discuss": string;
          readonly "approval": boolean;
        };
        readonly "consent": {
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly never[];
          readonly "in_turn": boolean;
          readonly "priority": number;
          readonly "output": readonly never[];
          readonly "ask": {
            readonly "question": string;
            readonly "options": readonly ({
              readonly "id": string;
              readonly "label": string;
              readonly "effect": string;
            })[];
          };
          readonly "approval": boolean;
        };
        readonly "rework": {
          readonly "role": string;
          readonly "prefix": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly (string)[];
          readonly "in_turn": boolean;
          readonly "when": {
            readonly "fact": string;
            readonly "eq": string;
          };
          readonly "priority": number;
          readonly "output": readonly never[];
          readonly "approval": boolean;
        };
        readonly "requality": {
          readonly "role": string;
          readonly "prefix": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly (string)[];
          readonly "in_turn": boolean;
          readonly "when": {
            readonly "fact": string;
            readonly "eq": string;
          };
          readonly "priority": number;
          readonly "output": readonly never[];
          readonly "gate": {
            readonly "revise": {
              readonly "role": string;
              readonly "prefix": string;
              readonly "title": string;
            };
            readonly "max_rounds": number;
            readonly "again": string;
            readonly "when_exhausted": string;
            readonly "ask": {
              readonly "question": string;
              readonly "options": readonly ({
                readonly "id": string;
                readonly "label": string;
                readonly "effect": string;
              })[];
            };
          };
          readonly "approval": boolean;
        };
        readonly "plan": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly (string)[];
          readonly "in_turn": boolean;
          readonly "priority": number;
          readonly "output": readonly (string)[];
          readonly "approval": boolean;
        };
        readonly "supervise_plan": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly never[];
          readonly "in_turn": boolean;
          readonly "when": {
            readonly "fact": string;
            readonly "eq": boolean;
          };
          readonly "priority": number;
          readonly "output": readonly never[];
          readonly "gate": {
            readonly "revise": {
              readonly "role": string;
              readonly "prefix": string;
              readonly "title": string;
            };
            readonly "max_rounds": number;
            readonly "again": string;
            readonly "when_exhausted": string;
            readonly "score": {
              readonly "approved": number;
              readonly "concerns": number;
            };
          };
          readonly "approval": boolean;
        };
        readonly "arch": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly (string)[];
          readonly "in_turn": boolean;
          readonly "when": {
            readonly "fact": string;
            readonly "eq": string;
          };
          readonly "priority": number;
          readonly "output": readonly never[];
          readonly "approval": boolean;
        };
        readonly "orch": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly (string)[];
          readonly "in_turn": boolean;
          readonly "when": {
            readonly "fact": string;
            readonly "eq": string;
          };
          readonly "priority": number;
          readonly "output": readonly (string)[];
          readonly "approval": boolean;
        };
        readonly "build": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly (string)[];
          readonly "in_turn": boolean;
          readonly "when": {
            readonly "not": {
              readonly "any": readonly ({
                readonly "fact": string;
                readonly "eq": string;
              } | {
                readonly "all": readonly ({
                  readonly "fact": string;
                  readonly "eq": string;
                } | {
                  readonly "fact": string;
                  readonly "gte": number;
                })[];
              })[];
            };
          };
          readonly "priority": number;
          readonly "output": readonly never[];
          readonly "approval": boolean;
        };
        readonly "build_modules": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly (string)[];
          readonly "for_each": string;
          readonly "in_turn": boolean;
          readonly "max_parallel": number;
          readonly "when": {
            readonly "all": readonly ({
              readonly "fact": string;
              readonly "eq": string;
            } | {
              readonly "fact": string;
              readonly "gte": number;
            })[];
          };
          readonly "priority": number;
          readonly "output": readonly never[];
          readonly "approval": boolean;
        };
        readonly "build_tasks": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly (string)[];
          readonly "for_each": string;
          readonly "item_needs": string;
          readonly "in_turn": boolean;
          readonly "max_parallel": number;
          readonly "when": {
            readonly "fact": string;
            readonly "eq": string;
          };
          readonly "priority": number;
          readonly "output": readonly never[];
          readonly "approval": boolean;
        };
        readonly "develop": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly (string)[];
          readonly "in_turn": boolean;
          readonly "priority": number;
          readonly "output": readonly never[];
          readonly "approval": boolean;
        };
        readonly "test": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly (string)[];
          readonly "in_turn": boolean;
          readonly "priority": number;
          readonly "output": readonly (string)[];
          readonly "gate": {
            readonly "revise": {
              readonly "role": string;
              readonly "prefix": string;
              readonly "title": string;
            };
            readonly "max_rounds": number;
            readonly "again": string;
            readonly "when_exhausted": string;
            readonly "until": {
              readonly "fact": string;
              readonly "gte": number;
            };
          };
          readonly "approval": boolean;
        };
        readonly "check": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly (string)[];
          readonly "in_turn": boolean;
          readonly "priority": number;
          readonly "output": readonly (string)[];
          readonly "gate": {
            readonly "revise": {
              readonly "role": string;
              readonly "prefix": string;
              readonly "title": string;
            };
            readonly "max_rounds": number;
            readonly "again": string;
            readonly "when_exhausted": string;
            readonly "until": {
              readonly "all": readonly ({
                readonly "fact": string;
                readonly "gte": number;
              } | {
                readonly "fact": string;
                readonly "eq": number;
              })[];
            };
          };
          readonly "approval": boolean;
        };
        readonly "review": {
          readonly "role": string;
          readonly "prefix": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly (string)[];
          readonly "in_turn": boolean;
          readonly "priority": number;
          readonly "output": readonly never[];
          readonly "gate": {
            readonly "revise": readonly ({
              readonly "role": string;
              readonly "prefix": string;
              readonly "title": string;
            })[];
            readonly "max_rounds": number;
            readonly "again": string;
            readonly "when_exhausted": string;
          };
          readonly "approval": boolean;
        };
      };
    };
  };
  readonly "inputs": {
    readonly "issues": {
      readonly "summary": string;
      readonly "list": boolean;
    };
    readonly "spec": {
      readonly "summary": string;
      readonly "one_of": readonly (string)[];
      readonly "list": boolean;
      readonly "default": string;
    };
    readonly "frontend": {
      readonly "summary": string;
      readonly "one_of": readonly (string)[];
      readonly "list": boolean;
      readonly "default": string;
    };
    readonly "supervision": {
      readonly "summary": string;
      readonly "one_of": readonly (boolean)[];
      readonly "list": boolean;
      readonly "default": boolean;
    };
  };
  readonly "perspectives": {
    readonly "D1": readonly (string)[];
    readonly "D2": readonly (string)[];
    readonly "D3": readonly (string)[];
    readonly "D4": readonly (string)[];
    readonly "D5": readonly (string)[];
    readonly "D6": readonly (string)[];
  };
  readonly "select": readonly ({
    readonly "pipeline": string;
    readonly "when": {
      readonly "fact": string;
      readonly "eq": string;
    };
  } | {
    readonly "pipeline": string;
    readonly "when": {
      readonly "all": readonly ({
        readonly "fact": string;
        readonly "eq": string;
      })[];
    };
  } | {
    readonly "pipeline": string;
  })[];
  readonly "message_types": readonly never[];
  readonly "inject": readonly ({
    readonly "signal": string;
    readonly "role": string;
    readonly "title": string;
    readonly "level": string;
  })[];
  readonly "on_failure": string;
  readonly "limits": {
    readonly "max_parallel": number;
    readonly "lease_ms": number;
    readonly "dispatch_ms": number;
    readonly "max_attempts": number;
    readonly "max_errors": number;
    readonly "max_tasks": number;
    readonly "max_new_roles": number;
    readonly "answer_ms": number;
  };
};
