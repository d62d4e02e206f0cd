// A state as bytes, so that opening a session need not replay its log. Only a cache: a reader that knows better ignores it.
import { State } from "./state/state.ts";
import type { Task } from "./state/task.ts";

/** Raised whenever the state's shape changes: an older snapshot is then no snapshot. */
const VERSION = 1;
/** Closed tasks of each role that stay, for the next worker's sake. */
const KEEP_CLOSED = 20;
const KEEP_ROWS = 200;

interface Image {
  v: number;
  position: number;
  session: unknown[];
  tasks: Task[];
  nodes: unknown[];
  asks: unknown[];
  messages: unknown[];
  wisdom: unknown[];
  seen: unknown[];
  forgotten: Record<string, [number, number][]>;
}

/** A hot snapshot: closed tasks that nothing open needs are left out, and only their ids stay. */
export function encodeSnapshot(state: State): Uint8Array {
  const kept = keptTasks(state);
  const forgotten = Object.assign(Object.create(null), structuredClone(state.forgotten.toJSON())) as Image["forgotten"];
  const out = new State();
  out.forgotten.load(forgotten);
  out.forgotten.addAll([...state.tasks.keys()].filter((id) => !kept.has(id)));
  const messages = [...state.messages.values()];
  const image: Image = {
    v: VERSION,
    position: state.position,
    session: [...state.sessions.values()],
    tasks: [...kept.values()],
    nodes: [...state.nodes.values()],
    asks: [...state.asks.values()].filter((a, i, all) => !a.answer || i >= all.length - KEEP_ROWS),
    messages: messages.filter((m, i) => (m.answer_by !== undefined && !m.answered) || i >= messages.length - KEEP_ROWS),
    wisdom: [...state.wisdom.values()].slice(-KEEP_ROWS),
    seen: [...state.seen.values()],
    forgotten: out.forgotten.toJSON(),
  };
  return new TextEncoder().encode(JSON.stringify(image));
}

/** The state in a snapshot, or null when it is of another version or not one at all. */
export function loadSnapshot(bytes: Uint8Array): State | null {
  let image: Image;
  try {
    image = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) as Image;
  } catch {
    return null;
  }
  if (image?.v !== VERSION || !Array.isArray(image.tasks)) return null;
  const state = new State();
  state.position = image.position;
  for (const name of ["nodes", "asks", "messages", "wisdom", "seen"] as const)
    for (const row of image[name]) state[name].put(row as never);
  for (const row of image.session) state.sessions.put(row as never);
  for (const task of image.tasks) state.addTask(task);
  state.forgotten.load(image.forgotten);
  return state;
}

function keptTasks(state: State): Map<string, Task> {
  const kept = new Map<string, Task>();
  const waiting = [...state.nodes.values()].some((n) => !n.expanded);
  const closedOf = new Map<string, Task[]>();
  for (const row of state.tasks.values()) {
    const task = row as Task;
    if (waiting || state.index.open.has(task.id) || task.ask || needed(state, task)) kept.set(task.id, task);
    else {
      const list = closedOf.get(task.role) ?? [];
      if (list.length === 0) closedOf.set(task.role, list);
      list.push(task);
    }
  }
  for (const list of closedOf.values()) for (const task of list.slice(-KEEP_CLOSED)) kept.set(task.id, task);
  return new Map([...kept].sort(([, a], [, b]) => a.seq - b.seq));
}

/** Whether something open needs it, revises it, or stands above or below it on a board. */
function needed(state: State, task: Task): boolean {
  for (const id of state.index.dependentsOf(task.id)) {
    const dependent = state.tasks.get(id);
    if (dependent && (state.index.open.has(id) || dependent.revises)) return true;
    for (const next of state.index.dependentsOf(id)) if (state.index.open.has(next)) return true;
  }
  const family = [
    ...state.index.childrenOf(task.id),
    ...(task.ticket?.parent ? [task.ticket.parent, ...state.index.childrenOf(task.ticket.parent)] : []),
  ];
  return family.some((id) => state.index.open.has(id)) || (task.ticket !== undefined && family.length > 0);
}
