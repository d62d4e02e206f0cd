// The part of the error table that is about stores.
import { entry, type ErrorEntry } from "./error-entry.ts";

export const STORE_ERRORS = {
  STORE_URL: entry(
    2,
    "never",
    "The store address is not understood.",
    "Use `file:PATH`, `memory:` or the address of an installed backend.",
    ["url"],
  ),
  STORE_NOT_FOUND: entry(
    3,
    "never",
    "No store was found here or in a parent folder.",
    "Run `teamwright session start` here, or point to one with `--store URL` or TEAMWRIGHT_STORE.",
    ["searched"],
  ),
  STORE_UNSUPPORTED: entry(
    6,
    "never",
    "This place cannot keep a log safely.",
    "Choose a folder on a local disk, or another store (`--store URL`).",
    ["path", "probe"],
  ),
  STORE_DENIED: entry(
    6,
    "never",
    "The store does not let this user do that.",
    "Correct the user and password, or ask who runs the store for the right that is named.",
    ["url"],
  ),
  STORE_READ_ONLY: entry(
    6,
    "later",
    "The store cannot be written.",
    "Make the folder writable for this user; nothing was changed.",
    ["path"],
  ),
  STORE_FULL: entry(
    6,
    "later",
    "There is no space left for the log.",
    "Free some space and call again; nothing already committed is lost.",
    ["path"],
  ),
  STORE_UNAVAILABLE: entry(6, "later", "The store did not answer.", "Check that it can be reached and call again.", [
    "url",
  ]),
  STORE_UNKNOWN_OUTCOME: entry(
    6,
    "reread",
    "The store did not say whether the record was taken.",
    "Read the log and look for your commit id before you try again.",
    ["log"],
  ),
  STORE_CORRUPT: entry(
    6,
    "never",
    "A committed record cannot be read.",
    "Run `teamwright store check` to see all that is wrong. Then restore a backup, or save what is whole: `teamwright store copy FROM TO --rescue`.",
    ["log", "position", "path"],
  ),
  STORE_CLOSED: entry(6, "never", "The store has been closed.", "Open it again."),
  STORE_BUSY: entry(6, "later", "Too many others were writing to this log.", "Call again.", ["log", "attempts"]),
  LOG_ID: entry(
    2,
    "never",
    "A log id has characters a store must not see.",
    "Use letters, digits, dot, dash and underscore; start with a letter or digit; at most 128.",
    ["log"],
  ),
  RECORD_NEWER: entry(
    6,
    "never",
    "The log was written by a newer Teamwright.",
    "Upgrade: `npm install -g teamwright@latest`.",
    ["version", "supported"],
  ),
} as const satisfies Record<string, ErrorEntry>;
