// Every way Teamwright says no. One table makes the docs page, CLI exit codes, MCP results and the error part of each skill.

import { entry, type ErrorEntry } from "./error-entry.ts";
import { PACK_ERRORS } from "./pack-errors.ts";
import { PLAN_ERRORS } from "./plan-errors.ts";
import { RUN_ERRORS } from "./run-errors.ts";
import { STORE_ERRORS } from "./store-errors.ts";
import { TASK_ERRORS } from "./task-errors.ts";

export type { ErrorEntry, Retry } from "./error-entry.ts";

export const ERRORS = {
  INPUT_INVALID: entry(2, "never", "An argument is missing or malformed.", "Correct the named fields and call again.", [
    "issues",
  ]),
  COMMAND_UNKNOWN: entry(2, "never", "There is no such command.", "Run `teamwright help` for the list.", [
    "command",
    "closest",
  ]),
  LIMIT_EXCEEDED: entry(
    2,
    "never",
    "An input is larger than its limit.",
    "Send less; put long text in a file and pass its path.",
    ["limit", "max", "got"],
  ),
  PERMISSION_DENIED: entry(4, "never", "This actor may not do that.", "Ask the coordinator to do it.", [
    "actor",
    "allowed",
  ]),

  SESSION_NOT_FOUND: entry(
    3,
    "never",
    "No session has this id.",
    "Run `teamwright session list`; a session is never created by naming it.",
    ["session", "closest"],
  ),
  SESSION_EXISTS: entry(
    4,
    "never",
    "A session with this id exists already.",
    "Choose another id, or resume the existing one.",
    ["session"],
  ),
  SESSION_PAUSED: entry(
    4,
    "later",
    "The session is paused: no task starts.",
    "Finish what you hold; wait for `teamwright session resume`.",
    ["session"],
  ),
  SESSION_CLOSED: entry(
    4,
    "never",
    "The session has ended and takes no more work.",
    "Stop. Start a new session for new work.",
    ["session", "status"],
  ),

  ...TASK_ERRORS,
  ...PLAN_ERRORS,

  ASK_NOT_FOUND: entry(3, "never", "No ask has this id.", "Run `teamwright ask list`.", ["ask"]),
  ASK_CLOSED: entry(4, "never", "This ask has been answered.", "Run `teamwright beat` to go on.", ["ask", "answer"]),
  ASK_OPTION: entry(2, "never", "The answer is not one of the options.", "Use one of the option ids named.", [
    "ask",
    "options",
  ]),

  MESSAGE_NOT_FOUND: entry(
    3,
    "never",
    "No message has this id.",
    "Use a message id from `teamwright msg read` or `teamwright listen`.",
    ["message"],
  ),
  MESSAGE_KIND: entry(2, "never", "The role does not declare this kind of message.", "Use one of the kinds named.", [
    "kind",
    "kinds",
  ]),

  EXPLORATION_NOT_FOUND: entry(
    3,
    "never",
    "Nobody has kept anything about this.",
    "Use an angle of those named, or find out and keep it with `teamwright explore save`.",
    ["angle", "known"],
  ),
  VERDICT_REQUIRED: entry(
    2,
    "never",
    "A gate is completed with a verdict.",
    "Add `--verdict approved`, `concerns` or `rejected`.",
    ["task"],
  ),
  SCORE_REQUIRED: entry(2, "never", "This gate is judged by points.", "Add `--score N`, from 0 to 100.", ["task"]),
  DISCUSS_REQUIRED: entry(
    4,
    "never",
    "The task needs a critique from several perspectives that found enough consensus.",
    "Record it with `teamwright discuss record TASK --round ROUND`, then complete.",
    ["task", "round"],
  ),
  DISCUSS_PERSPECTIVES: entry(
    4,
    "never",
    "The critique lacks perspectives that this round must hear.",
    "Let those named be heard too, then record all of them together.",
    ["round", "missing"],
  ),
  VERDICT_UNEXPECTED: entry(
    2,
    "never",
    "This task is not a gate; a verdict means nothing here.",
    "Leave the verdict out.",
    ["task"],
  ),
  OUTPUT_INVALID: entry(
    2,
    "never",
    "The result lacks what the next tasks are made from.",
    "Complete again with the named field in `data`.",
    ["task", "field", "expected"],
  ),

  PIPELINE_UNKNOWN: entry(2, "never", "The team has no such pipeline.", "Use one of the pipelines named.", [
    "pipeline",
    "pipelines",
  ]),
  PIPELINE_INPUT: entry(
    2,
    "never",
    "The pipeline needs an input that was not given.",
    "Give it when you start the session: `--issues SRC` for issues, `--input JSON` for others.",
    ["input"],
  ),
  TEAM_INVALID: entry(
    7,
    "never",
    "The team's definition breaks a rule.",
    "Run `teamwright pack check` and mend what it lists.",
    ["issues"],
  ),

  TICKET_PARENT: entry(
    4,
    "never",
    "A ticket of this type cannot have this parent.",
    "Use a parent of an allowed type, or none where that is allowed.",
    ["type", "parent_type", "allowed"],
  ),
  TICKET_STATUS: entry(2, "never", "The board has no such status for this type.", "Use one of the words named.", [
    "status",
    "statuses",
  ]),
  TICKET_TYPE: entry(4, "never", "Type and parent of a ticket never change.", "Create a new ticket instead.", ["task"]),

  ...STORE_ERRORS,
  ...PACK_ERRORS,
  ...RUN_ERRORS,

  INTERNAL: entry(
    1,
    "never",
    "Teamwright has a fault.",
    "Report it with the message and the session's log; nothing already committed is lost.",
    ["message"],
  ),
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof ERRORS;
