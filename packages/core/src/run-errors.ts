// The part of the error table that is about what stands outside: repositories, hosts, listeners.
import { entry, type ErrorEntry } from "./error-entry.ts";

export const RUN_ERRORS = {
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
} as const satisfies Record<string, ErrorEntry>;
