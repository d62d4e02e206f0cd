// Random and hostile tool calls against a real server over HTTP, by callers with different tokens. What must never happen is checked after each.
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Commit } from "@teamwright/core";
import { openSession, openStore, type Session } from "@teamwright/runtime";
import { COORDINATOR, InvariantChecker, sampleTeam, seededRandom } from "@teamwright/testing";
import { createToken, serveOverHttp } from "../src/index.ts";
import { ERAS, overHttp, type TestClient } from "./clients.ts";

const SECRET = "no-caller-may-ever-read-this";
const TEXTS: ReadonlySet<string> = new Set([
  "summary",
  "body",
  "text",
  "reason",
  "title",
  "question",
  "round",
  "commit",
]);
/** A call that takes longer hangs. */
const LIMIT_MS = 20_000;

export interface FuzzResult {
  calls: number;
  accepted: number;
  refused: number;
  /** Calls that the protocol itself refused. */
  rejected: number;
}

interface Caller {
  kind: "coordinator" | "worker" | "observer";
  client: TestClient;
  tools: { name: string; properties: Record<string, { type?: string; enum?: string[] }> }[];
}

/** Makes `calls` calls from `seed`. Throws with the call after which something was not as it must be. */
export async function fuzz({ calls, seed }: { calls: number; seed: number }): Promise<FuzzResult> {
  const random = seededRandom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const root = await mkdtemp(join(tmpdir(), "teamwright-fuzz-"));
  const workspace = join(root, "workspace");
  await mkdir(workspace);
  await writeFile(join(root, "secret.txt"), SECRET);
  const url = `file:${join(workspace, ".teamwright", "store")}`;
  const tokens = join(root, "tokens");
  const store = await openStore(url);
  let sessions = 0;
  let session = await begin();
  const serving = await serveOverHttp({
    ...{ profile: "all", packs: [], port: 0, workspaces: [workspace], tokens },
    rate: { perSecond: 1e6, burst: 1e6 },
  });
  const callers: Caller[] = [];
  for (const [i, kind] of (["coordinator", "worker", "observer", "coordinator", "worker"] as const).entries()) {
    const actor = kind === "worker" ? "worker:explorer" : kind;
    const { token } = await createToken(tokens, { actor });
    const client = await overHttp(ERAS[i % 2]!, serving.url, token);
    const { tools } = await client.client.listTools();
    const shapes = tools.map(({ name, inputSchema }) => ({
      name,
      properties: (inputSchema.properties ?? {}) as never,
    }));
    callers.push({ kind, client, tools: shapes });
  }
  const every = callers.flatMap(({ tools }) => tools);
  const claims: { task: string; token: string }[] = [];
  const out: FuzzResult = { calls: 0, accepted: 0, refused: 0, rejected: 0 };
  try {
    for (; out.calls < calls; out.calls++) {
      if (session.state.session!.status !== "active") session = await begin();
      const caller = pick(callers);
      const tool = random() < 0.9 ? pick(caller.tools) : pick(every);
      const args = argumentsFor(tool);
      const said = JSON.stringify(args).slice(0, 300);
      const wrong = (what: string) => new Error(`call ${out.calls}, ${caller.kind} ${tool.name} ${said}: ${what}`);
      const before = session.position;
      const answer = await within(caller.client.call(tool.name, args), wrong).catch((error: Error) => {
        if (!/MCP error|-32\d\d\d|not found|too large|413|Request body|Invalid/i.test(error.message))
          throw wrong(error.message);
        return null;
      });
      if (answer === null) out.rejected += 1;
      else if (answer.ok) out.accepted += 1;
      else out.refused += 1;
      if (JSON.stringify(answer ?? "").includes(SECRET)) throw wrong("it answered with what lies outside");
      if (answer?.ok === false && answer.error.code === "INTERNAL") throw wrong(`INTERNAL ${answer.error.message}`);
      if (answer?.ok && typeof answer.result?.token === "string")
        claims.push({ task: answer.result.task, token: answer.result.token });
      for await (const { commit } of session.feed(before, { follow: false })) {
        const breach = breaks(caller, commit);
        if (breach) throw wrong(breach);
      }
      await session.catchUp();
      if (out.calls % 500 === 0) await checkWorld(wrong);
    }
    await checkWorld((what) => new Error(what));
    return out;
  } finally {
    for (const { client } of callers) await client.close();
    await serving.close();
    await session.close();
    await store.close();
    await rm(root, { recursive: true, force: true });
  }

  async function begin(): Promise<Session> {
    const name = `SMP-${++sessions}`;
    const made = await openSession(store, name);
    const input = { session: name, team: sampleTeam(), requirement: "be attacked" };
    await made.run({ name: "session.start", input, actor: COORDINATOR });
    return made;
  }

  /** Nothing outside the store was made or changed, and the rules of work hold. */
  async function checkWorld(wrong: (what: string) => Error): Promise<void> {
    const seen = [...(await readdir(root)), ...(await readdir(workspace))].toSorted().join(" ");
    if (seen !== ".teamwright secret.txt tokens workspace") throw wrong(`there is now ${seen}`);
    if ((await readFile(join(root, "secret.txt"), "utf8")) !== SECRET) throw wrong("a file outside was changed");
    const whole = await openSession(store, session.log, { whole: true });
    new InvariantChecker().check({ state: whole.state, log: [] });
    await whole.close();
  }

  function argumentsFor({ properties }: Caller["tools"][number]): Record<string, unknown> {
    const args: Record<string, unknown> = {};
    const claim = pick(claims.slice(-5));
    // Half of the callers mean well: what they do makes the states that the others attack.
    const polite = random() < 0.5;
    for (const [field, { enum: choices }] of Object.entries(properties)) {
      const dice = random();
      if (field === "seconds") args[field] = pick([0, 0.01, -1, "soon", null]);
      else if (polite) args[field] = likely(field, choices, claim);
      else if (dice < 0.6) args[field] = likely(field, choices, claim) ?? "some text";
      else if (dice < 0.75) args[field] = hostile();
    }
    if ("session" in properties && random() < 0.9) args["session"] = session.log;
    if (!polite && random() < 0.1)
      args[pick(["__proto__x", "constructor", "extra", "toString", "session"])] = hostile();
    if ("seconds" in properties) args["seconds"] ??= 0;
    return args;
  }

  function likely(field: string, choices: string[] | undefined, claim?: { task: string; token: string }): unknown {
    if (choices) return pick(choices);
    const task = pick([...session.state.tasks.keys()]);
    const ask = pick([...session.state.asks.keys(), "ASK-001"]);
    const known: Record<string, () => unknown> = {
      session: () => session.log,
      workspace: () => workspace,
      agent: () => pick(["explorer@d1", "worker@x", "lead"]),
      task: () => (random() < 0.7 ? (claim?.task ?? task) : task),
      token: () => claim?.token ?? "0123456789abcdef0123",
      dispatch: () => session.state.tasks.get(task)?.dispatch?.dispatch ?? "d1",
      role: () => pick(["explorer", "planner", "implementer"]),
      ask: () => ask,
      option: () => pick(["go", "retry", "proceed", "stop"]),
      needs: () => [task],
      prefix: () => pick(["BUILD", "SECURITY"]),
      verdict: () => pick(["approved", "rejected"]),
      data: () => ({ parallel_groups: [["a"]] }),
      perspectives: () => [{ name: "risk", rating: 1 + Math.floor(random() * 5) }],
      pack: () => "issue",
      types: () => ["message"],
      limit: () => 5,
      since: () => Math.floor(random() * 20),
      score: () => 50,
      kind: () => pick(["learning", "question", "decision"]),
    };
    return Object.hasOwn(known, field) ? known[field]!() : TEXTS.has(field) ? "some text" : undefined;
  }

  function hostile(): unknown {
    return pick<() => unknown>([
      () =>
        pick([
          "../../secret.txt",
          join(root, "secret.txt"),
          "/etc/passwd",
          "file:///etc/passwd",
          "..\\..\\x",
          "~/.ssh",
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
      () => pick([null, true, [], {}, [[]], { a: { b: {} } }]),
      () => JSON.parse('{"__proto__":{"ok":true},"constructor":{"prototype":1}}') as unknown,
      () => "x".repeat(random() < 0.1 ? 1_000_000 : 30_000),
      () => Array.from({ length: 2_000 }, (_, i) => i),
      () => JSON.parse("[".repeat(60) + "]".repeat(60)) as unknown,
    ])();
  }
}

/** What a commit shows that its caller may not do; null when nothing. */
function breaks({ kind }: Caller, { by, events }: Commit): string | null {
  if (by.kind !== kind) return `it wrote as ${by.kind}`;
  if (kind === "observer") return `an observer wrote ${events[0]?.type}`;
  if (kind !== "worker") return null;
  const taken = events.find((e) => e.type === "task.claimed" && !e.task.startsWith("EXPLORE"));
  return taken ? "a worker of one role took another role's task" : null;
}

async function within<T>(work: Promise<T>, wrong: (what: string) => Error): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(wrong("no answer")), LIMIT_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
