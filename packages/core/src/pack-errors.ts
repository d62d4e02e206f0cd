// The part of the error table that is about packs and what is read with them.
import { entry, type ErrorEntry } from "./error-entry.ts";

export const PACK_ERRORS = {
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
} as const satisfies Record<string, ErrorEntry>;
