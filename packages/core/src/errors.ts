// Every way Teamwright says no. One table makes the docs page, CLI exit codes, MCP results and the error part of each skill.

import { entry, type ErrorEntry } from "./error-entry.ts";
import { STORE_ERRORS } from "./store-errors.ts";

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

  ROLE_UNKNOWN: entry(3, "never", "The team has no such role.", "Use one of the roles named.", ["role", "roles"]),
  ROLE_MISMATCH: entry(
    4,
    "never",
    "This task belongs to another role.",
    "Take a task of your own role with `teamwright task next`.",
    ["task", "role", "owner_role"],
  ),
  ROLE_EXISTS: entry(
    4,
    "never",
    "The team already has a role with this name or prefix.",
    "Choose another name and prefix.",
    ["role", "prefix"],
  ),
  ROLE_LIMIT: entry(
    4,
    "never",
    "The session may not add more roles.",
    "Give the work to an existing role, or ask the person.",
    ["max"],
  ),

  NODE_EXISTS: entry(4, "never", "The pipeline already has a node of this name.", "Give the new one another name.", [
    "node",
  ]),
  NODE_UNKNOWN: entry(3, "never", "The pipeline has no node of this name.", "Use one of the nodes named.", [
    "node",
    "nodes",
  ]),
  NODE_UNGATED: entry(
    4,
    "never",
    "A node would take work past a gate that may reject it.",
    "Let the node need the gate; or put a new gate before the node.",
    ["gate", "node", "judged"],
  ),
  PLAN_MISSING: entry(
    4,
    "reread",
    "The session has no roles and tasks yet.",
    "Write the analysis, then `teamwright session plan --analysis FILE`.",
    ["session"],
  ),

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
    "Give the named input when you start the session.",
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

  ROLE_SPEC_INVALID: entry(
    7,
    "never",
    "A role file cannot be used.",
    "Mend the lines named; `teamwright roles check` lists them all.",
    ["issues"],
  ),
  PACK_NOT_FOUND: entry(
    3,
    "never",
    "No pack has this name or path.",
    "Run `teamwright pack list`, or give the folder that holds team.yaml.",
    ["pack", "searched"],
  ),
  PACK_INVALID: entry(
    7,
    "never",
    "The pack cannot be used as it is.",
    "Run `teamwright pack check` and mend what it lists.",
    ["issues"],
  ),
  ANALYSIS_INVALID: entry(
    7,
    "never",
    "The analysis cannot be used as it is.",
    "Mend the lines named and give it again; nothing has been started by it.",
    ["issues"],
  ),
  PLAY_STUCK: entry(
    7,
    "never",
    "The play of a pipeline does not end.",
    "Look at what is open: a task waits for something that never comes, or a question has no answer that goes on.",
    ["chain", "open"],
  ),
  TEMPLATE_INVALID: entry(
    7,
    "never",
    "A template names something that does not exist.",
    "Correct the name in the template.",
    ["template", "variable"],
  ),

  REPO_INVALID: entry(
    2,
    "never",
    "The repository cannot be worked on.",
    "Give the folder of a git repository with at least one commit.",
    ["path"],
  ),
  ISSUES_INVALID: entry(
    2,
    "never",
    "The issues cannot be read.",
    "Give a markdown file, a folder of them, an issues.jsonl or standard input (`-`).",
    ["path", "line"],
  ),
  HOST_UNKNOWN: entry(2, "never", "There is no such host.", "Use `command:PATH` with the path of an executable.", [
    "host",
  ]),
  HOST_FAILED: entry(7, "later", "A worker could not be started.", "Check that the file exists and can be executed.", [
    "path",
  ]),
  CURSOR_HELD: entry(
    4,
    "later",
    "Another process sends from this place in the log already.",
    "Let it work, or stop it first. A second receiver has its own place: name it with --cursor FILE.",
    ["pid", "cursor"],
  ),
  RUN_UNFINISHED: entry(
    4,
    "later",
    "The run ended before the team was done.",
    "Settle what `data` names, then go on with `teamwright run --resume`.",
    ["session", "status", "asks", "unmerged", "branch"],
  ),
  CHECKPOINT_UNKNOWN: entry(
    4,
    "reread",
    "git does not have this commit on the ticket's branch.",
    "Commit first, on the branch named, then give the id that git printed.",
    ["commit", "branch"],
  ),
  GIT_FAILED: entry(7, "reread", "git refused.", "Read what git said and put the repository in order.", [
    "command",
    "output",
  ]),

  INTERNAL: entry(
    1,
    "never",
    "Teamwright has a fault.",
    "Report it with the message and the session's log; nothing already committed is lost.",
    ["message"],
  ),
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof ERRORS;
