// Made by `teamwright pack build`: the team as the kernel takes it.
export const team = {
  "name": "coordinate",
  "version": "0.0.0",
  "summary": "Any requirement, by a team that is made for it.",
  "session_prefix": "TC",
  "roles": {},
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
    "max_attempts": 3,
    "max_errors": 3,
    "max_tasks": 500,
    "max_new_roles": 5,
    "answer_ms": 180000
  }
};
