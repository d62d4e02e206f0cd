export declare const team: {
  readonly "name": string;
  readonly "version": string;
  readonly "summary": string;
  readonly "session_prefix": string;
  readonly "roles": {
    readonly "explorer": {
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
    readonly "implementer": {
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
    readonly "integrator": {
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
  };
  readonly "pipelines": {
    readonly "quick": {
      readonly "summary": string;
      readonly "input": readonly (string)[];
      readonly "nodes": {
        readonly "explore": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly never[];
          readonly "context": readonly never[];
          readonly "in_turn": boolean;
          readonly "priority": number;
          readonly "output": readonly never[];
          readonly "approval": boolean;
        };
        readonly "solve": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly never[];
          readonly "in_turn": boolean;
          readonly "priority": number;
          readonly "output": readonly never[];
          readonly "approval": boolean;
        };
        readonly "marshal": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly never[];
          readonly "in_turn": boolean;
          readonly "priority": number;
          readonly "output": readonly (string)[];
          readonly "approval": boolean;
        };
        readonly "build": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly never[];
          readonly "in_turn": boolean;
          readonly "priority": number;
          readonly "output": readonly never[];
          readonly "approval": boolean;
        };
      };
    };
    readonly "full": {
      readonly "summary": string;
      readonly "input": readonly (string)[];
      readonly "nodes": {
        readonly "explore": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly never[];
          readonly "context": readonly never[];
          readonly "in_turn": boolean;
          readonly "priority": number;
          readonly "output": readonly never[];
          readonly "approval": boolean;
        };
        readonly "solve": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly never[];
          readonly "in_turn": boolean;
          readonly "priority": number;
          readonly "output": readonly never[];
          readonly "approval": boolean;
        };
        readonly "audit": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly never[];
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
        readonly "marshal": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly never[];
          readonly "in_turn": boolean;
          readonly "priority": number;
          readonly "output": readonly (string)[];
          readonly "approval": boolean;
        };
        readonly "build": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly never[];
          readonly "in_turn": boolean;
          readonly "priority": number;
          readonly "output": readonly never[];
          readonly "approval": boolean;
        };
      };
    };
    readonly "batch": {
      readonly "summary": string;
      readonly "input": readonly (string)[];
      readonly "nodes": {
        readonly "explore": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly never[];
          readonly "context": readonly never[];
          readonly "for_each": string;
          readonly "in_turn": boolean;
          readonly "max_parallel": number;
          readonly "priority": number;
          readonly "output": readonly never[];
          readonly "approval": boolean;
        };
        readonly "solve": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly never[];
          readonly "for_each": string;
          readonly "in_turn": boolean;
          readonly "max_parallel": number;
          readonly "priority": number;
          readonly "output": readonly never[];
          readonly "approval": boolean;
        };
        readonly "audit": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly never[];
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
        readonly "marshal": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly never[];
          readonly "in_turn": boolean;
          readonly "priority": number;
          readonly "output": readonly (string)[];
          readonly "approval": boolean;
        };
        readonly "build": {
          readonly "role": string;
          readonly "title": string;
          readonly "needs": readonly (string)[];
          readonly "context": readonly never[];
          readonly "for_each": string;
          readonly "in_turn": boolean;
          readonly "max_parallel": number;
          readonly "priority": number;
          readonly "output": readonly never[];
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
  };
  readonly "perspectives": {
  };
  readonly "select": readonly ({
    readonly "pipeline": string;
    readonly "when": {
      readonly "fact": string;
      readonly "gte": number;
    };
  } | {
    readonly "pipeline": string;
  })[];
  readonly "message_types": readonly never[];
  readonly "inject": readonly never[];
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
