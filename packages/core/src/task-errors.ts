// The part of the error table that is about tasks and the claims on them.
import { entry, type ErrorEntry } from "./error-entry.ts";

export const TASK_ERRORS = {
  TASK_NOT_FOUND: entry(
    3,
    "never",
    "No task has this id in this session.",
    "Run `teamwright task list` and use an id from it.",
    ["task"],
  ),
  TASK_EXISTS: entry(4, "never", "A task with this id exists already.", "Leave the id out to have one made.", ["task"]),
  TASK_NOT_READY: entry(
    4,
    "later",
    "Something before this task is still open.",
    "Take another task with `teamwright task next`.",
    ["task", "waiting_for"],
  ),
  TASK_DISPATCHED: entry(
    5,
    "later",
    "This task is promised to another worker.",
    "Take another task with `teamwright task next`.",
    ["task", "dispatch", "expires_at"],
  ),
  TASK_CLAIMED: entry(
    5,
    "later",
    "Another worker holds this task.",
    "Take another task with `teamwright task next`; after `lease_until` this one can be taken over.",
    ["task", "owner", "lease_until"],
  ),
  TASK_CLOSED: entry(4, "never", "This task is finished.", "Stop; do not repeat the work.", ["task", "status"]),
  TASK_STATE: entry(4, "reread", "The task's state does not allow that.", "Look at it with `teamwright task show`.", [
    "task",
    "status",
    "allowed",
  ]),
  TASK_NEEDS_CYCLE: entry(4, "never", "These needs would make a circle.", "Remove one of the needs named.", ["cycle"]),

  CLAIM_LOST: entry(
    5,
    "never",
    "Your claim has passed to someone else or has ended.",
    "Stop now. Do not write, commit or report anything more for this task.",
    ["task", "owner", "position"],
  ),
  TOKEN_REQUIRED: entry(
    4,
    "never",
    "This needs the token of the claim.",
    "Pass the token from `task next` or `task claim` (TEAMWRIGHT_TOKEN).",
    ["task"],
  ),
  TOKEN_INVALID: entry(
    4,
    "never",
    "No claim was ever made with this token.",
    "Use the token exactly as the claim gave it; if it is gone, stop.",
    ["task"],
  ),
} as const satisfies Record<string, ErrorEntry>;
