// Made by `teamwright pack build`: the team as the kernel takes it.
export const team = {
  "name": "issue",
  "version": "0.0.0",
  "summary": "Resolves issues of a code repository, from exploration to tested commits.",
  "session_prefix": "TISL",
  "roles": {
    "explorer": {
      "name": "explorer",
      "summary": "Finds where an issue lives in the code and what touches it.",
      "prefixes": [
        "EXPLORE"
      ],
      "inner_loop": false,
      "resident": false,
      "creates_tasks": false,
      "message_types": [
        "state_update",
        "blocker"
      ],
      "discuss_rounds": [],
      "tools": [
        "read files",
        "search files",
        "run commands"
      ],
      "artifact": "md",
      "effort": "medium",
      "phases": {
        "context": "Read the issue as its reporter wrote it. Note what was expected, what happened, and every name it mentions: files, functions, flags, messages. If earlier explorations are listed in your wisdom, start from them.",
        "work": "1. Find the code that produces the reported behaviour. Quote file and line.\n2. Find everything that calls it, copies it or tests it. A second place with the same defect matters more than the first.\n3. Reproduce the defect with a command if one exists, and keep the command and its output.\n4. State the root cause in one sentence. If two causes are possible, say what would tell them apart.\n5. Name risks: public interfaces, data formats, other platforms.\n\nWrite the artifact: root cause, affected files with lines, callers, tests that exist and tests that are missing, how to reproduce, risks.",
        "validate": "Every file you name exists. Every line you quote is there. The reproduction has been run, or you say plainly that it has not. Return as data: `root_cause`, `affected_files`, `missing_tests`, `complexity` (low, medium or high)."
      }
    },
    "implementer": {
      "name": "implementer",
      "summary": "Carries out a plan in its own worktree and proves it with tests.",
      "prefixes": [
        "BUILD"
      ],
      "inner_loop": false,
      "resident": false,
      "creates_tasks": false,
      "message_types": [
        "state_update",
        "blocker"
      ],
      "discuss_rounds": [],
      "tools": [
        "read files",
        "search files",
        "edit files",
        "run commands"
      ],
      "artifact": "md",
      "effort": "high",
      "phases": {
        "context": "Read the plan and the audit's findings. If a checkpoint was recovered, the worktree already stands on it: read its summary, run the tests, and go on from there instead of starting again.",
        "work": "1. First the test that fails. Commit it, and leave a checkpoint with that commit.\n2. Then the change, in the plan's order. Commit and checkpoint after each step that leaves the project better than before.\n3. Run the plan's proof commands. Mend what you broke; what was broken before goes into your wisdom as an issue.\n4. Stay inside the plan's files. If the plan is wrong, say so in a message and fail the task with the reason instead of improvising.",
        "validate": "All proof commands pass in a clean checkout of your last commit. Nothing is uncommitted. Report the commits, the files changed, and what the tests printed at the end."
      }
    },
    "integrator": {
      "name": "integrator",
      "summary": "Orders planned work into groups that can be built side by side.",
      "prefixes": [
        "MARSHAL"
      ],
      "inner_loop": false,
      "resident": false,
      "creates_tasks": false,
      "message_types": [
        "state_update",
        "blocker"
      ],
      "discuss_rounds": [],
      "tools": [
        "read files",
        "search files"
      ],
      "artifact": "md",
      "effort": "medium",
      "phases": {
        "context": "Read every plan and, if the audit left concerns, its findings. List the files each plan touches.",
        "work": "1. Two plans that touch the same file, or of which one uses what the other changes, belong in different groups.\n2. Put first what others rest on; among equals the more urgent issue.\n3. Keep groups few: three builders work at once.\n4. A plan that conflicts with everything gets a group of its own.\n\nWrite the queue as `references/queue-format.md` shows.",
        "validate": "Every plan is in exactly one group. No file is in two plans of one group. Return as data `parallel_groups`: a list of groups, each a list of items with `id`, `title`, `plan` and `files`."
      }
    },
    "planner": {
      "name": "planner",
      "summary": "Turns findings into a plan that someone else can carry out; revises it when the audit rejects it.",
      "prefixes": [
        "SOLVE",
        "SOLVE-fix"
      ],
      "inner_loop": false,
      "resident": false,
      "creates_tasks": false,
      "message_types": [
        "state_update",
        "blocker"
      ],
      "discuss_rounds": [],
      "tools": [
        "read files",
        "search files"
      ],
      "artifact": "md",
      "effort": "high",
      "phases": {
        "context": "Read the exploration. For a `SOLVE-fix` task also read the audit: each of its findings must be answered, by a change of the plan or by a reason.",
        "work": "1. Cover every affected place the exploration names. Leaving one out needs a reason in writing.\n2. For each change: the file, what is wrong there now, what it becomes, and the test that fails before and passes after.\n3. Prefer the smallest change that removes the cause. Name one alternative and why it lost.\n4. Give the commands that prove the whole: tests, types, lint, whatever the project has.\n5. Say how to take the change back.\n\nWrite the artifact: summary, changes in order, tests, proof commands, risks, alternative.",
        "validate": "Each change names an existing file or says that it is new. Each change has a test. Nothing in the plan depends on something the plan does not mention. Return as data: `files`, `steps`, `tests`."
      }
    },
    "reviewer": {
      "name": "reviewer",
      "summary": "Audits a plan against the code, by rule, before anything is built.",
      "prefixes": [
        "AUDIT"
      ],
      "inner_loop": false,
      "resident": false,
      "creates_tasks": false,
      "message_types": [
        "state_update",
        "blocker"
      ],
      "discuss_rounds": [],
      "tools": [
        "read files",
        "search files",
        "run commands"
      ],
      "artifact": "md",
      "effort": "high",
      "phases": {
        "context": "Read the plan and the exploration it rests on. On a second review read your own earlier findings first: they are what must have changed.",
        "work": "Score the plan by `references/audit-rubric.md`:\n\n- **feasibility, 40**: the named code exists and behaves as the plan says; the steps work in their order.\n- **risk, 30**: interfaces, data, concurrency and a way back are considered.\n- **completeness, 30**: every affected place is covered, every change has a test, the proof commands would notice a failure.\n\nCheck against the tree, not against the plan's own words. One missing affected file costs all of completeness.",
        "validate": "Sum the points. 80 and more: `approved`. 60 to 79: `concerns`, the work goes on and your findings go with it. Below 60: `rejected`. Every lost point has a finding that names a file and says what to change. Complete with the verdict, the score, and `findings` as data."
      }
    }
  },
  "pipelines": {
    "quick": {
      "summary": "Up to two ordinary issues, no audit.",
      "input": [
        "issues"
      ],
      "nodes": {
        "explore": {
          "role": "explorer",
          "title": "Explore the issues",
          "needs": [],
          "context": [],
          "in_turn": false,
          "priority": 1,
          "output": [],
          "approval": false
        },
        "solve": {
          "role": "planner",
          "title": "Plan the solution",
          "needs": [
            "explore"
          ],
          "context": [],
          "in_turn": false,
          "priority": 1,
          "output": [],
          "approval": false
        },
        "marshal": {
          "role": "integrator",
          "title": "Order the work",
          "needs": [
            "solve"
          ],
          "context": [],
          "in_turn": false,
          "priority": 1,
          "output": [
            "parallel_groups"
          ],
          "approval": false
        },
        "build": {
          "role": "implementer",
          "title": "Build the solution",
          "needs": [
            "marshal"
          ],
          "context": [],
          "in_turn": false,
          "priority": 1,
          "output": [],
          "approval": false
        }
      }
    },
    "full": {
      "summary": "Up to four issues, or urgent ones; the plan is audited before anything is built.",
      "input": [
        "issues"
      ],
      "nodes": {
        "explore": {
          "role": "explorer",
          "title": "Explore the issues",
          "needs": [],
          "context": [],
          "in_turn": false,
          "priority": 1,
          "output": [],
          "approval": false
        },
        "solve": {
          "role": "planner",
          "title": "Plan the solution",
          "needs": [
            "explore"
          ],
          "context": [],
          "in_turn": false,
          "priority": 1,
          "output": [],
          "approval": false
        },
        "audit": {
          "role": "reviewer",
          "title": "Audit the plan",
          "needs": [
            "solve"
          ],
          "context": [],
          "in_turn": false,
          "priority": 1,
          "output": [],
          "gate": {
            "revise": {
              "role": "planner",
              "prefix": "SOLVE-fix",
              "title": "Revise the plan"
            },
            "max_rounds": 2,
            "again": "all",
            "when_exhausted": "proceed"
          },
          "approval": false
        },
        "marshal": {
          "role": "integrator",
          "title": "Order the work",
          "needs": [
            "audit"
          ],
          "context": [],
          "in_turn": false,
          "priority": 1,
          "output": [
            "parallel_groups"
          ],
          "approval": false
        },
        "build": {
          "role": "implementer",
          "title": "Build the solution",
          "needs": [
            "marshal"
          ],
          "context": [],
          "in_turn": false,
          "priority": 1,
          "output": [],
          "approval": false
        }
      }
    },
    "batch": {
      "summary": "Five issues or more; explored side by side, planned one at a time, built in groups.",
      "input": [
        "issues"
      ],
      "nodes": {
        "explore": {
          "role": "explorer",
          "title": "Explore {item.id}: {item.title}",
          "needs": [],
          "context": [],
          "for_each": "input.issues",
          "in_turn": false,
          "max_parallel": 5,
          "priority": 1,
          "output": [],
          "approval": false
        },
        "solve": {
          "role": "planner",
          "title": "Plan {item.id}: {item.title}",
          "needs": [
            "explore"
          ],
          "context": [],
          "for_each": "input.issues",
          "in_turn": false,
          "max_parallel": 1,
          "priority": 1,
          "output": [],
          "approval": false
        },
        "audit": {
          "role": "reviewer",
          "title": "Audit the plan",
          "needs": [
            "solve"
          ],
          "context": [],
          "in_turn": false,
          "priority": 1,
          "output": [],
          "gate": {
            "revise": {
              "role": "planner",
              "prefix": "SOLVE-fix",
              "title": "Revise the plan"
            },
            "max_rounds": 2,
            "again": "all",
            "when_exhausted": "proceed"
          },
          "approval": false
        },
        "marshal": {
          "role": "integrator",
          "title": "Order the work",
          "needs": [
            "audit"
          ],
          "context": [],
          "in_turn": false,
          "priority": 1,
          "output": [
            "parallel_groups"
          ],
          "approval": false
        },
        "build": {
          "role": "implementer",
          "title": "Build {item.id}",
          "needs": [
            "marshal"
          ],
          "context": [],
          "for_each": "marshal.parallel_groups",
          "in_turn": false,
          "max_parallel": 3,
          "priority": 1,
          "output": [],
          "approval": false
        }
      }
    }
  },
  "inputs": {
    "issues": {
      "summary": "Each with an id and a title; --issues reads them from a file",
      "list": true
    }
  },
  "perspectives": {},
  "select": [
    {
      "pipeline": "batch",
      "when": {
        "fact": "input.issues.length",
        "gte": 5
      }
    },
    {
      "pipeline": "full",
      "when": {
        "fact": "input.issues.length",
        "gte": 3
      }
    },
    {
      "pipeline": "full",
      "when": {
        "fact": "input.issues.max.priority",
        "gte": 4
      }
    },
    {
      "pipeline": "quick"
    }
  ],
  "message_types": [],
  "inject": [],
  "on_failure": "ask",
  "limits": {
    "max_parallel": 5,
    "lease_ms": 1800000,
    "dispatch_ms": 300000,
    "max_attempts": 3,
    "max_errors": 3,
    "max_tasks": 500,
    "max_new_roles": 5,
    "answer_ms": 180000
  }
};
