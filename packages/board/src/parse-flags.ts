// Flags as the seeds write them: `--key value`, `--key=value`, with dashes or underscores, long or short names.
import { TeamError } from "@teamwright/core";

/** Each flag under one name; all its spellings. */
const NAMES = {
  project: ["project"],
  id: ["id", "ticket-id", "ref-id"],
  owner: ["owner"],
  token: ["token", "lock-token"],
  commit: ["commit", "commit-id"],
  update: ["update"],
  summary: ["progress", "progress-summary", "summary"],
  status: ["status", "final-status"],
  line: ["line"],
  from: ["from"],
  body: ["body"],
  kind: ["kind"],
  replyTo: ["in-reply-to"],
  since: ["since"],
  types: ["types"],
  timeout: ["timeout-ms"],
  notFrom: ["not-from"],
  title: ["title"],
  type: ["type"],
  parent: ["parent"],
  priority: ["priority"],
  labels: ["labels"],
  scope: ["scope"],
  branch: ["branch"],
  prUrl: ["pr-url"],
  store: ["store"],
  repo: ["repo"],
  ttl: ["lock-ttl-seconds"],
  answer: ["answer-seconds"],
  epic: ["epic-statuses"],
  story: ["story-statuses"],
  task: ["task-statuses"],
  subtask: ["subtask-statuses"],
  plan: ["plan"],
} as const;
/** Without a value. */
const BARE = ["subtasks", "done", "all", "json", "help"] as const;

export type Flags = { [K in keyof typeof NAMES | (typeof BARE)[number]]?: string };

const BY_NAME = new Map<string, keyof Flags>(
  Object.entries(NAMES).flatMap(([key, names]) => names.map((name) => [name, key as keyof Flags] as const)),
);

/** The word after a flag is its value whatever it looks like, also empty or with dashes. Throws INPUT_INVALID for flags nobody knows. */
export function parseFlags(argv: readonly string[]): Flags {
  const flags: Flags = {};
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i]!;
    const [, written = "", equals, inline = ""] = /^--([^=]*)(=)?(.*)$/s.exec(word) ?? [];
    const name = written.replaceAll("_", "-");
    if ((BARE as readonly string[]).includes(name)) {
      flags[name as keyof Flags] = "true";
      continue;
    }
    const key = BY_NAME.get(name);
    if (key === undefined) throw wrong(word, "is no flag of this command");
    if (equals === undefined && i + 1 >= argv.length) throw wrong(word, "needs a value");
    flags[key] = equals === undefined ? argv[++i]! : inline;
  }
  return flags;
}

/** A number of a flag. Throws INPUT_INVALID. */
export function wholeNumber(name: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (!/^\d{1,12}$/.test(value)) throw wrong(`--${name}`, "is a whole number");
  return Number(value);
}

const wrong = (word: string, problem: string): TeamError =>
  new TeamError("INPUT_INVALID", {
    message: `${word.slice(0, 60)} ${problem}.`,
    data: { issues: [{ field: word.slice(0, 60), problem }] },
  });
