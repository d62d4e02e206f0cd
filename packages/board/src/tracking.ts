// The shell surface of the tracking seeds: words and flags to a tool, its answer as one JSON line.
import { TeamError } from "@teamwright/core";
import { newStore, openStore } from "@teamwright/runtime";
import { type Board, initBoard, openBoard } from "./board.ts";
import { BOARD_VERBS, settingsOf } from "./board-verbs.ts";
import { listen } from "./listen.ts";
import { parseFlags, type Flags } from "./parse-flags.ts";
import { placeOfShell, showViews } from "./shell.ts";
import { seedError } from "./seed-errors.ts";
import { callTool } from "./tools.ts";

interface Verb {
  tool: string;
  input(flags: Flags): Record<string, unknown>;
}

const list = (value: string | undefined) => value?.split(",").filter(Boolean);
const ref = (f: Flags) => ({ project: f.project, id: f.id });
const project = ({ project: name }: Flags) => ({ project: name });
const nullable = (value: string | undefined) => (value === "null" ? null : value);
const reads = (f: Flags) => ({ since: f.since, types: list(f.types) });
const said = (f: Flags) => ({ update: f.update, progress_summary: f.summary });
const fields = ({ title, body, priority, labels }: Flags) => ({ title, body, priority, labels: list(labels) });

/** What each word of the seeds calls; the tools have their own names too. */
const VERBS: Readonly<Record<string, Verb>> = {
  acquire: { tool: "acquire_ticket", input: (f) => ({ ref: ref(f), owner: f.owner }) },
  checkpoint: {
    tool: "commit_checkpoint",
    input: (f) => ({ ref: ref(f), lock_token: f.token, commit_id: f.commit, ...said(f) }),
  },
  release: { tool: "release_ticket", input: (f) => ({ ref: ref(f), lock_token: f.token, final_status: f.status }) },
  progress: {
    tool: "report_progress",
    input: (f) => ({ ref: ref(f), lock_token: f.token, status: f.status, ...said(f) }),
  },
  log: { tool: "append_log", input: (f) => ({ ref: ref(f), line: f.line, from: f.from }) },
  message: {
    tool: "post_message",
    input: (f) => ({ ref: ref(f), from: f.from, kind: f.kind, body: f.body, in_reply_to: f.replyTo }),
  },
  list: {
    tool: "list_board",
    input: (f) => ({ ...project(f), subtasks: f.subtasks !== undefined, done: f.done !== undefined }),
  },
  get: { tool: "get_ticket", input: (f) => ({ ref: ref(f) }) },
  children: { tool: "list_children", input: (f) => ({ ref: ref(f) }) },
  create: {
    tool: "create_ticket",
    input: (f) => ({ ...project(f), draft: { type: f.type, parent: f.parent, scope: f.scope, ...fields(f) } }),
  },
  update: {
    tool: "update_ticket",
    input: (f) => {
      const { scope, branch, prUrl } = f;
      const cleared = { scope: nullable(scope), branch: nullable(branch), pr_url: nullable(prUrl) };
      return { ref: ref(f), update: { status: f.status, ...fields(f), ...cleared }, lock_token: f.token };
    },
  },
  messages: { tool: "read_messages", input: (f) => ({ ref: ref(f), since: f.since }) },
  events: { tool: "read_events", input: (f) => ({ ref: ref(f), ...reads(f) }) },
  "project-events": { tool: "read_project_events", input: (f) => ({ ...project(f), ...reads(f) }) },
};

const WORDS = ["init", ...Object.keys(BOARD_VERBS), "listen", ...Object.keys(VERBS)];

/** The tool that a word of the shell calls; undefined for what only the shell has. */
export const toolOfWord = (word: string): string | undefined =>
  Object.hasOwn(VERBS, word) ? VERBS[word]!.tool : undefined;

/** Runs one command line (without node and script); `say` gets each line. Resolves to the exit code, never 0 on failure. */
export async function tracking(argv: readonly string[], say: (line: string) => void): Promise<number> {
  const answer = (value: unknown) => say(JSON.stringify(value));
  try {
    const [word = "help", ...rest] = argv;
    const flags = parseFlags(rest);
    if (word === "help" || word === "--help" || flags.help !== undefined) {
      say(`team-tracking ${WORDS.join("|")} --project P [--ticket-id ID] ...`);
      return 0;
    }
    const name = flags.project;
    if (name === undefined || name === "") throw missing("project");
    if (word === "init") return await init(name, flags, answer);
    const found = VERBS[word] ?? Object.values(VERBS).find(({ tool }) => tool === word.replaceAll("-", "_"));
    const own = Object.hasOwn(BOARD_VERBS, word) ? BOARD_VERBS[word] : undefined;
    if (!found && !own && word !== "listen")
      throw new TeamError("COMMAND_UNKNOWN", {
        message: `There is no \`${word.slice(0, 60)}\`.`,
        hint: `Use one of ${WORDS.join(", ")}.`,
        data: { command: word },
      });
    const place = placeOfShell(flags.store);
    const store = await openStore(place.url);
    try {
      const board: Board = await openBoard(store, name, { repo: flags.repo ?? process.cwd() });
      if (own) await own(board, flags, say);
      else if (!found) await listen(board, flags, answer);
      else {
        const before = board.session.position;
        const result = await callTool(board, found.tool, strip(found.input(flags)));
        if (board.session.position > before) await showViews(board.session, place);
        answer(typeof result === "string" ? { ok: true, result } : result);
      }
      await board.session.close();
    } finally {
      await store.close();
    }
    return 0;
  } catch (cause) {
    const { body, exit } = seedError(cause);
    answer(argv[0] === "listen" ? { type: "error", reason: body.error, ...body } : body);
    return exit;
  }
}

async function init(name: string, flags: Flags, answer: (value: unknown) => void): Promise<number> {
  const settings = settingsOf(flags);
  const { url } = newStore(flags.store ?? process.env.TEAMWRIGHT_STORE);
  const store = await openStore(url);
  try {
    const made = await initBoard(store, name, { settings });
    const kept = !made.created && Object.keys(settings).length > 0;
    answer(kept ? { ...made, hint: "The board was there and is as it was: reconfigure changes it." } : made);
  } finally {
    await store.close();
  }
  return 0;
}

/** Without what was not given, at any depth. */
const strip = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

const missing = (flag: string): TeamError =>
  new TeamError("INPUT_INVALID", {
    message: `--${flag} is missing.`,
    data: { issues: [{ field: flag, problem: "is missing" }] },
  });
