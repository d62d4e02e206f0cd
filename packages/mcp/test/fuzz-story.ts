// Random and hostile tool calls against real servers over HTTP, by callers with different tokens. What must never happen is checked after each.
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { initBoard, openBoard } from "@teamwright/board";
import type { Commit, State } from "@teamwright/core";
import { newContext, openSession, openStore, type Session } from "@teamwright/runtime";
import { COORDINATOR, InvariantChecker, sampleTeam, seededRandom } from "@teamwright/testing";
import { createToken, serveOverHttp } from "../src/index.ts";
import { ERAS, overHttp, type TestClient } from "./clients.ts";
import { fuzzArguments, type FuzzTool, type Held } from "./fuzz-arguments.ts";

const SECRET = "no-caller-may-ever-read-this";
/** A call that takes longer hangs. */
const LIMIT_MS = 30_000;
/** Tickets after which a new board is begun: a larger one only makes the calls slower. */
const MAX_TICKETS = 120;

export interface FuzzResult {
  calls: number;
  accepted: number;
  refused: number;
  /** Calls that the protocol itself refused. */
  rejected: number;
  /** Kinds of events that came of them, of how many there are tens. */
  kinds: number;
}

interface Caller {
  kind: "coordinator" | "worker" | "observer";
  role?: string;
  client: TestClient;
  tools: FuzzTool[];
}

/** Who calls which set of tools. */
const CALLERS = [
  ["all", "coordinator"],
  ["all", "worker:explorer"],
  ["all", "observer"],
  ["all", "coordinator"],
  ["all", "worker:explorer"],
  ["board", "coordinator"],
  ["board", "worker:specialist"],
  ["board", "worker:explorer"],
  ["board", "observer"],
  ["team-msg", "coordinator"],
  ["team-msg", "worker:explorer"],
  ["team-msg", "observer"],
] as const;

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
  let count = 0;
  let session = await beginSession();
  let board = await beginBoard();
  const held: Held[] = [];
  const world = { random, root, workspace, session: () => session, board: () => board, held };
  const profiles = [...new Set(CALLERS.map(([profile]) => profile))];
  const servings = new Map(
    await Promise.all(
      profiles.map(
        async (profile) =>
          [
            profile,
            await serveOverHttp({
              ...{ profile, packs: [], port: 0, workspaces: [workspace], tokens },
              rate: { perSecond: 1e6, burst: 1e6 },
            }),
          ] as const,
      ),
    ),
  );
  const callers: Caller[] = [];
  for (const [i, [profile, actor]] of CALLERS.entries()) {
    const { token } = await createToken(tokens, { actor });
    const client = await overHttp(ERAS[i % 2]!, servings.get(profile)!.url, token);
    const { tools } = await client.client.listTools();
    const shapes = tools.map(({ name, inputSchema }) => ({
      name,
      properties: (inputSchema.properties ?? {}) as never,
      required: inputSchema.required ?? [],
    }));
    const [kind, role] = actor.split(":") as [Caller["kind"], string | undefined];
    // A tool of many commands is called as often as they would be.
    const often = (tool: FuzzTool) => 1 + Math.floor((tool.properties["op"]?.enum?.length ?? 0) / 3);
    const weighted = shapes.flatMap((tool) => Array.from({ length: often(tool) }, () => tool));
    callers.push({ kind, ...(role === undefined ? {} : { role }), client, tools: weighted });
  }
  const every = callers.flatMap(({ tools }) => tools);
  const out: FuzzResult = { calls: 0, accepted: 0, refused: 0, rejected: 0, kinds: 0 };
  const kinds = new Set<string>();
  try {
    for (; out.calls < calls; out.calls++) {
      if (session.state.session!.status !== "active") session = await beginSession();
      if (board.state.tasks.size > MAX_TICKETS || board.state.session!.status !== "active") board = await beginBoard();
      const caller = pick(callers);
      const tool = random() < 0.9 ? pick(caller.tools) : pick(every);
      const args = fuzzArguments(tool, world);
      const said = JSON.stringify(args).slice(0, 300);
      const wrong = (what: string) => new Error(`call ${out.calls}, ${caller.kind} ${tool.name} ${said}: ${what}`);
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
      for (const log of [session, board]) {
        for await (const { commit } of log.feed(log.position, { follow: false })) {
          for (const { type } of commit.events) kinds.add(type);
          const breach = breaks({ caller, args, state: log.state }, commit);
          if (breach) throw wrong(breach);
        }
        const before = log.position;
        await log.catchUp();
        if (answer?.ok && log.position > before) remember(log, answer.result);
      }
      if (out.calls % 500 === 0) await checkWorld(wrong);
    }
    await checkWorld((what) => new Error(what));
    return { ...out, kinds: kinds.size };
  } finally {
    for (const { client } of callers) await client.close();
    for (const serving of servings.values()) await serving.close();
    await session.close();
    await board.close();
    await store.close();
    await rm(root, { recursive: true, force: true });
  }

  async function beginSession(): Promise<Session> {
    const name = `SMP-${++count}`;
    const made = await openSession(store, name);
    const input = { session: name, team: sampleTeam(), requirement: "be attacked" };
    await made.run({ name: "session.start", input, actor: COORDINATOR });
    return made;
  }

  /** A board with two tickets that can be worked on. */
  async function beginBoard(): Promise<Session> {
    const name = `BRD-${++count}`;
    await initBoard(store, name);
    const { session: made } = await openBoard(store, name);
    for (const title of ["one", "two"])
      await made.run({ name: "ticket.create", input: { type: "task", title }, actor: COORDINATOR });
    for (const task of made.state.tasks.keys())
      await made.run({ name: "ticket.update", input: { task, status: "Todo" }, actor: COORDINATOR });
    return made;
  }

  /** Keeps the tokens that an answer handed out; by their hash the task is found. */
  function remember(log: Session, result: { token?: unknown; lock_token?: unknown; next?: { token?: unknown } }): void {
    for (const token of [result?.token, result?.lock_token, result?.next?.token]) {
      if (typeof token !== "string") continue;
      const task = [...log.state.tasks.values()].find(({ claim }) => claim?.token_hash === hash(token));
      if (task) held.push({ log: log.log, task: task.id, token });
    }
  }

  /** Nothing outside the store was made or changed, and the rules of work hold. */
  async function checkWorld(wrong: (what: string) => Error): Promise<void> {
    const seen = [...(await readdir(root)), ...(await readdir(workspace))].toSorted().join(" ");
    if (seen !== ".teamwright secret.txt tokens workspace") throw wrong(`there is now ${seen}`);
    if ((await readFile(join(root, "secret.txt"), "utf8")) !== SECRET) throw wrong("a file outside was changed");
    if (!Object.is(Object.assign, assign)) throw wrong("a part of Object was replaced");
    for (const { log } of [session, board]) {
      const whole = await openSession(store, log, { whole: true });
      new InvariantChecker().check({ state: whole.state, log: [] });
      await whole.close();
    }
  }
}

const { assign } = Object;
const { hash } = newContext();

/** Events that only the holder of a task's claim may cause, while its lease holds. */
const HOLDERS: ReadonlySet<string> = new Set([
  ...["task.completed", "task.checkpointed", "task.progressed", "claim.renewed", "claim.released"],
  ...["attempt.failed", "discuss.recorded"],
]);

interface Before {
  caller: Caller;
  args: Record<string, unknown>;
  /** As it was before the commit. */
  state: State;
}

/** What a commit shows that its caller may not do; null when nothing. */
function breaks({ caller, args, state }: Before, { at, by, events }: Commit): string | null {
  const { kind, role } = caller;
  if (by.kind !== kind) return `it wrote as ${by.kind}`;
  if (kind === "observer") return `an observer wrote ${events[0]?.type}`;
  const token = args["token"] ?? args["lock_token"];
  for (const event of events) {
    const task = state.tasks.get(String((event as { task?: unknown }).task));
    const live = task?.claim && task.claim.lease_until > at ? task.claim : undefined;
    const holds = typeof token === "string" && live?.token_hash === hash(token);
    const ended = events.some((e) => (e.type === "claim.expired" || e.type === "claim.broken") && e.task === task?.id);
    if (live && event.type === "task.claimed" && !ended) return `${task!.id} was claimed from ${live.owner}`;
    if (live && event.type === "claim.expired") return `the lease of ${live.owner} was ended before its time`;
    if (live && HOLDERS.has(event.type) && !holds)
      return `${event.type} of ${task!.id} without the token of ${live.owner}`;
    if (live && event.type === "ticket.moved" && !event.rolled && !holds && !ended)
      return `${task!.id} was moved without the token of ${live.owner}`;
    if (kind !== "worker") continue;
    if (event.type === "claim.broken") return `a worker broke the claim of ${task?.id}`;
    if (event.type === "task.completed" && !holds) return `a worker completed ${task?.id} without holding it`;
    if (event.type === "task.claimed" && task && task.role !== role)
      return "a worker of one role took another role's task";
  }
  return null;
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
