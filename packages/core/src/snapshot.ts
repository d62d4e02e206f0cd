// A state as bytes, so that opening a session need not replay its log. Only a cache: a reader that knows better ignores it.
import { IdRanges } from "./state/id-ranges.ts";
import { judgedBy } from "./rules/judged-by.ts";
import { roundsOn } from "./rules/same-work.ts";
import { sourcesOf } from "./rules/sources-of.ts";
import { State } from "./state/state.ts";
import type { Message, Task, WisdomEntry } from "./state/task.ts";
import { readsOf } from "./team.ts";
import { CLOSED, SATISFIED } from "./vocabulary.ts";

/** Raised whenever the image's shape or the rule of what it leaves out changes: an older snapshot is then no snapshot. */
const VERSION = 7;
/** Closed tasks of each role that stay, for the next worker's sake. */
const KEEP_CLOSED = 20;
const KEEP_ROWS = 200;
const TABLES = ["sessions", "nodes", "asks", "messages", "wisdom", "explorations", "seen"] as const;

interface Image extends Record<(typeof TABLES)[number], readonly unknown[]> {
  v: number;
  position: number;
  tasks: readonly Readonly<Task>[];
  forgotten: Record<string, [number, number][]>;
  leftOut: State["leftOut"];
}

/** A hot snapshot: finished tasks that nothing open needs are left out, and only their ids stay. */
export function encodeSnapshot(state: State): Uint8Array {
  const kept = keptTasks(state);
  const forgotten = new IdRanges();
  forgotten.load(state.forgotten.toJSON());
  forgotten.addAll([...state.tasks.keys()].filter((id) => !kept.has(id)));
  const asks = lastRows(state.asks.values(), (a) => !a.answer);
  const messages = lastRows(state.messages.values(), (m) => m.answer_by !== undefined && !m.answered);
  const wisdom = lastRows(state.wisdom.values());
  const image: Image = {
    v: VERSION,
    position: state.position,
    sessions: [...state.sessions.values()],
    tasks: [...state.tasks.values()].filter((t) => kept.has(t.id)),
    nodes: [...state.nodes.values()],
    asks: asks.kept,
    messages: messages.kept,
    wisdom: wisdom.kept,
    explorations: [...state.explorations.values()],
    seen: [...state.seen.values()],
    forgotten: forgotten.toJSON(),
    leftOut: {
      messages: messages.left.at(-1)?.position ?? state.leftOut.messages,
      asks: state.leftOut.asks + asks.left.length,
      wisdom: state.leftOut.wisdom + wisdom.left.length,
    },
  };
  return new TextEncoder().encode(JSON.stringify(image));
}

/** The state in a snapshot, or null when it is of another version or not one at all. Never throws. */
export function loadSnapshot(bytes: Uint8Array): State | null {
  try {
    const image = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) as Image;
    if (image.v !== VERSION || !Number.isSafeInteger(image.position)) return null;
    const state = new State();
    state.position = image.position;
    for (const row of image.messages) state.addMessage(row as Message);
    for (const row of image.wisdom) state.addWisdom(row as WisdomEntry);
    for (const name of ["sessions", "nodes", "asks", "explorations", "seen"] as const)
      for (const row of image[name]) state[name].put(row as never);
    // Counts, numbers and `waits` are in the rows: only the indexes are made again.
    for (const task of image.tasks) state.addTask(task);
    state.forgotten.load(image.forgotten);
    Object.assign(state.leftOut, image.leftOut);
    return state;
  } catch {
    return null;
  }
}

/**
 * Open tasks, and closed ones that an event or an answer about open work may still look at. Never forgotten are tickets (a
 * closed one may be opened again by a process that knows it, and its event needs the row) and tasks that failed or were
 * cancelled (`forgotten` stands for: finished, whoever needs it may go on).
 */
function keptTasks(state: State): ReadonlySet<string> {
  if ([...state.nodes.values()].some((n) => !n.expanded)) return new Set(state.tasks.keys());
  const kept = new Set<string>(state.index.open);
  const keep = (ids: readonly string[]) => ids.forEach((id) => kept.add(id));
  for (const id of state.index.open) {
    const task = state.tasks.get(id)!;
    keep([...sourcesOf(state, task)]);
    if (task.kind === "gate")
      for (const rounds of Object.values(roundsOn(state, judgedBy(task)))) keep(rounds.map((one) => one.id));
  }
  keep(readLater(state));
  for (const ask of state.asks.values()) if (ask.task && !ask.answer) kept.add(ask.task);
  const closedOf = new Map<string, string[]>();
  for (const task of state.tasks.values()) {
    if (task.ticket || task.ask || (CLOSED.has(task.status) && !SATISFIED.has(task.status))) kept.add(task.id);
    if (!CLOSED.has(task.status)) continue;
    const list = closedOf.get(task.role);
    if (list) list.push(task.id);
    else closedOf.set(task.role, [task.id]);
  }
  for (const list of closedOf.values()) keep(list.slice(-KEEP_CLOSED));
  return kept;
}

/** Tasks from which a node is made, were it made anew. */
function readLater(state: State): string[] {
  const nodes = Object.values(state.session?.team.pipelines[state.session.pipeline ?? ""]?.nodes ?? {});
  const tasksOf = (name: string) => state.nodes.get(name)?.tasks ?? [];
  return nodes.flatMap((node) => [
    ...readsOf(node).flatMap((name) =>
      tasksOf(name)
        .slice(-1)
        .flatMap((id) => [id, ...(state.tasks.get(id)?.revises ?? [])]),
    ),
    ...[...(node.context ?? []), ...(node.follows === undefined ? [] : [node.follows])].flatMap(tasksOf),
  ]);
}

/** The last rows, and before them those that `always` holds for, in order; and the rest. */
function lastRows<Row>(rows: Iterable<Row>, always: (row: Row) => boolean = () => false): { kept: Row[]; left: Row[] } {
  const all = [...rows];
  const stays = (row: Row, i: number) => i >= all.length - KEEP_ROWS || always(row);
  return { kept: all.filter(stays), left: all.filter((row, i) => !stays(row, i)) };
}
