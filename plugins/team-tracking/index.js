// Made by `teamwright pack build`: the team as the kernel takes it.
export const team = {
  "name": "tracking",
  "version": "0.0.0",
  "summary": "A board of tickets for specialists who plan, build and review, and a supervisor who keeps them on track.",
  "session_prefix": "BOARD",
  "roles": {
    "specialist": {
      "name": "specialist",
      "summary": "Works on one ticket, in the part its brief names.",
      "prefixes": [
        "EPIC",
        "STORY",
        "TASK",
        "SUB"
      ],
      "inner_loop": false,
      "resident": false,
      "creates_tasks": false,
      "message_types": [],
      "discuss_rounds": [],
      "tools": [],
      "artifact": "md",
      "phases": {
        "context": "",
        "work": "",
        "validate": ""
      }
    }
  },
  "pipelines": {},
  "inputs": {},
  "perspectives": {},
  "select": [],
  "message_types": [],
  "inject": [],
  "on_failure": "ask",
  "limits": {
    "max_parallel": 5,
    "lease_ms": 1800000,
    "dispatch_ms": 300000,
    "max_attempts": 100,
    "max_errors": 3,
    "max_tasks": 1000000,
    "max_new_roles": 5,
    "answer_ms": 180000
  },
  "tickets": {
    "epic": [
      "Backlog",
      "Todo",
      "In Progress",
      "In Review",
      "Done"
    ],
    "story": [
      "Backlog",
      "Todo",
      "In Progress",
      "In Review",
      "Done"
    ],
    "task": [
      "Backlog",
      "Todo",
      "In Progress",
      "In Review",
      "Blocked",
      "Done"
    ],
    "subtask": [
      "Todo",
      "In Progress",
      "In Review",
      "Blocked",
      "Done"
    ]
  }
};
