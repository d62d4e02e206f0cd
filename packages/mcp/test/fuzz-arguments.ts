// What a fuzzing caller gives a tool: half the time what makes sense there, else whatever hurts.
import { join } from "node:path";
import { COMMANDS } from "@teamwright/core";
import type { Session } from "@teamwright/runtime";

export interface Shape {
  type?: string | string[];
  enum?: string[];
  properties?: Record<string, Shape>;
}

export interface FuzzTool {
  name: string;
  properties: Record<string, Shape>;
  required: readonly string[];
}

/** Tokens that were handed out, with their task and log. */
export interface Held {
  log: string;
  task: string;
  token: string;
}

export interface FuzzWorld {
  random: () => number;
  root: string;
  workspace: string;
  /** A team's session, and a board: which one a tool is about shows in its fields. */
  session(): Session;
  board(): Session;
  held: readonly Held[];
}

const TEXTS: ReadonlySet<string> = new Set([
  ...["summary", "body", "text", "reason", "title", "question", "round", "commit", "line", "update"],
  ...["progress_summary", "scope", "branch", "pr_url"],
]);
const NAMES = ["explorer@d1", "worker@x", "lead", "constructor", "specialist"];
const WORDS = ["Todo", "In Progress", "In Review", "Blocked", "Done", "Backlog", "Nonsense"];

/** Makes the arguments of one call of `tool`. */
export function fuzzArguments(tool: FuzzTool, world: FuzzWorld): Record<string, unknown> {
  const { properties } = tool;
  const { random } = world;
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const seeds = "ref" in properties || "project" in properties || "session_id" in properties;
  const session = seeds ? world.board() : world.session();
  const own = world.held.filter(({ log }) => log === session.log).slice(-5);
  const claim = own.length > 0 ? pick(own) : undefined;
  // Half of the callers mean well: what they do makes the states that the others attack.
  const polite = random() < 0.5;
  const args: Record<string, unknown> = {};
  const op = polite && properties["op"]?.enum ? pick(properties["op"].enum) : undefined;
  const takes = op === undefined ? undefined : fieldsOf(op);
  if (op !== undefined) args["op"] = op;
  for (const [field, shape] of Object.entries(properties)) {
    if (field === "op" && polite) continue;
    const dice = random();
    const needed = tool.required.includes(field) || (takes?.required.includes(field) ?? false);
    if (field === "seconds") args[field] = pick([0, 0.01, -1, "soon", null]);
    else if (polite && takes && !needed && !takes.all.includes(field)) continue;
    else if (polite && !needed && dice < 0.5) continue;
    else if (polite) args[field] = likely(field, shape) ?? (needed ? "some text" : undefined);
    else if (dice < 0.6) args[field] = likely(field, shape) ?? "some text";
    else if (dice < 0.75) args[field] = hostile();
  }
  if ("session" in properties && random() < 0.9) args["session"] = session.log;
  if (!polite && random() < 0.1) args[pick(["__proto__x", "constructor", "extra", "toString", "session"])] = hostile();
  if ("seconds" in properties) args["seconds"] ??= 0;
  return args;

  /** What a command takes: a tool of several commands lists the fields of all. */
  function fieldsOf(command: string): { all: string[]; required: readonly string[] } {
    const { properties: all = {}, required = [] } = COMMANDS[command]!.input.toJSONSchema({
      io: "input",
      unrepresentable: "any",
    });
    return { all: Object.keys(all), required };
  }

  function likely(field: string, { type, enum: choices, properties: inner }: Shape): unknown {
    if (choices) return pick(choices);
    const task = pick([...session.state.tasks.keys(), "SUB-001"]);
    const known: Record<string, () => unknown> = {
      session: () => session.log,
      session_id: () => pick([world.session().log, session.log]),
      project: () => session.log,
      ref: () =>
        type === "string"
          ? "artifacts/a.md"
          : { project: session.log, id: random() < 0.7 ? (claim?.task ?? task) : task },
      type: () => pick(["state_update", "message", "retract"]),
      parent: () => pick([null, { project: session.log, id: task }, task]),
      workspace: () => world.workspace,
      agent: () => pick(NAMES),
      owner: () => pick(NAMES),
      from: () => pick(NAMES),
      to: () => pick(["coordinator", "all", "explorer"]),
      task: () => (random() < 0.7 ? (claim?.task ?? task) : task),
      token: () => claim?.token ?? "0123456789abcdef0123",
      lock_token: () => claim?.token ?? "0123456789abcdef0123",
      commit_id: () => pick(["4f2a91c", "HEAD", "main"]),
      final_status: () => pick(WORDS),
      status: () => pick(WORDS),
      labels: () => ["a"],
      priority: () => pick(["P0", 1]),
      dispatch: () => session.state.tasks.get(task)?.dispatch?.dispatch ?? "d1",
      role: () => pick(["explorer", "planner", "implementer", "constructor"]),
      ask: () => pick([...session.state.asks.keys(), "ASK-001"]),
      option: () => pick(["go", "retry", "proceed", "stop"]),
      needs: () => [task],
      prefix: () => pick(["BUILD", "SECURITY"]),
      verdict: () => pick(["approved", "rejected"]),
      data: () => ({ parallel_groups: [["a"]], task_id: pick(["EXPLORE-001", "assign", "__proto__"]) }),
      perspectives: () => [{ name: "risk", rating: 1 + Math.floor(random() * 5) }],
      pack: () => "issue",
      types: () => ["message"],
      limit: () => 5,
      max: () => 3,
      seconds: () => 0,
      last: () => 20,
      since: () => (type === "string" ? pick(["0", "12", "2026-01-01T00:00:00Z"]) : Math.floor(random() * 20)),
      score: () => 50,
      kind: () => pick(["learning", "question", "decision"]),
      id: () => pick(["MSG-002", "MSG-010", task]),
    };
    if (Object.hasOwn(known, field)) return known[field]!();
    if (inner) {
      const chosen = Object.entries(inner).filter(([name]) => name === "type" || name === "title" || random() < 0.4);
      return Object.fromEntries(chosen.map(([name, shape]) => [name, likely(name, shape)]));
    }
    return TEXTS.has(field) ? "some text" : undefined;
  }

  function hostile(): unknown {
    return pick<() => unknown>([
      () =>
        pick([
          "../../secret.txt",
          join(world.root, "secret.txt"),
          "/etc/passwd",
          "file:///etc/passwd",
          "..\\..\\x",
          "~/.ssh",
          `${session.log}@/etc`,
          "--upload-pack=x",
        ]),
      () =>
        pick([
          "a\0b",
          "\ud800",
          "__proto__",
          "constructor",
          "",
          " ",
          "\u202e",
          "${7*7}",
          "{{token}}",
          "'; DROP TABLE logs; --",
        ]),
      () => pick([-1, 0, 1e308, 2 ** 53, 0.5, Number.MIN_VALUE]),
      () => pick([null, true, [], {}, [[]], { a: { b: {} } }, { project: "../..", id: "SUB-001" }]),
      () => JSON.parse('{"__proto__":{"ok":true},"constructor":{"prototype":1}}') as unknown,
      () => "x".repeat(random() < 0.1 ? 1_000_000 : 30_000),
      () => Array.from({ length: 2_000 }, (_, i) => i),
      () => JSON.parse("[".repeat(60) + "]".repeat(60)) as unknown,
    ])();
  }
}
