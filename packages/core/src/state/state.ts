// The state of one session: a fold over its log. Everything here can be rebuilt; nothing else decides anything.
import type { Team } from "../team.ts";
import type { SessionStatus, TaskStatus } from "../vocabulary.ts";
import { IdRanges } from "./id-ranges.ts";
import { Journal } from "./journal.ts";
import { Table } from "./table.ts";
import { Recent } from "./recent.ts";
import type { Ask, Exploration, Message, NodeState, Task, WisdomEntry } from "./task.ts";
import { TaskIndex } from "./task-index.ts";

export interface Session {
  readonly id: "session";
  name: string;
  kind: "run" | "board";
  team: Team;
  pipeline?: string;
  requirement: string;
  input: Record<string, unknown>;
  status: SessionStatus;
  reason?: string;
  created_at: number;
  closed_at?: number;
  /** Overrides of the team's limits for this session. */
  max_tasks: number;
  new_roles: number;
  /** Highest numbers used so far. */
  seq: number;
  dispatches: number;
  asks: number;
  wisdom: number;
  /** Highest task number of each prefix. */
  numbers: Record<string, number>;
  /** How many tasks have each status, forgotten ones included. */
  counts: Record<TaskStatus, number>;
  /** Signals that have added their task. */
  injected: string[];
  warnings: string[];
}

export interface SeenCommand {
  readonly id: string;
  name: string;
  result: unknown;
  position: number;
}

export class State {
  readonly journal: Journal = new Journal();
  /** The last record applied. */
  position = 0;
  readonly sessions: Table<Session> = new Table<Session>(this.journal);
  readonly tasks: Table<Task> = new Table<Task>(this.journal);
  readonly nodes: Table<NodeState> = new Table<NodeState>(this.journal);
  readonly asks: Table<Ask> = new Table<Ask>(this.journal);
  readonly messages: Table<Message> = new Table<Message>(this.journal);
  readonly wisdom: Table<WisdomEntry> = new Table<WisdomEntry>(this.journal);
  readonly explorations: Table<Exploration> = new Table<Exploration>(this.journal);
  readonly seen: Table<SeenCommand> = new Table<SeenCommand>(this.journal);
  readonly index: TaskIndex = new TaskIndex(this.journal);
  readonly #recent = new Recent(this.journal);
  /** Closed tasks that a hot snapshot has forgotten. */
  readonly forgotten: IdRanges = new IdRanges();
  /** What else it has left out: up to which position messages are missing, and how many asks and wisdom entries are. */
  readonly leftOut: { messages: number; asks: number; wisdom: number } = { messages: 0, asks: 0, wisdom: 0 };

  get session(): Readonly<Session> | undefined {
    return this.sessions.get("session");
  }

  /** Adds a task and keeps the indexes. */
  addTask(task: Task): void {
    this.tasks.put(task);
    this.index.add(task);
    for (const need of task.needs) this.index.link(need, task.id);
  }

  addMessage(message: Message): void {
    this.messages.put(message);
    if (!message.answered || message.to === "all") this.#recent.add(message.id, keysOf(message));
  }

  /** Marks a message as answered or acknowledged: from now on it comes to nobody again, unless it was for all. */
  answerMessage(id: string): void {
    const message = this.messages.get(id);
    if (!message) return;
    if (message.to !== "all") this.#recent.remove(id, keysOf(message));
    this.messages.edit(id, (m) => (m.answered = true));
  }

  addWisdom(entry: WisdomEntry): void {
    this.wisdom.put(entry);
    this.#recent.add(entry.id, ["wisdom"]);
  }

  /** The latest messages that nobody has answered, at most `count`, to any of `names` or about `task`; oldest first. */
  messagesFor(names: readonly string[], task: string, count: number): Readonly<Message>[] {
    const keys = [...names.map((name) => `to ${name}`), `task ${task}`];
    return this.#recent.last(keys, count).map((id) => this.messages.get(id)!);
  }

  /** The latest wisdom, at most `count`, oldest first. */
  lastWisdom(count: number): Readonly<WisdomEntry>[] {
    return this.#recent.last(["wisdom"], count).map((id) => this.wisdom.get(id)!);
  }

  /** Changes a task and keeps the indexes; see `Table.edit` for what `change` may do. */
  editTask(id: string, change: (task: Task) => void): void {
    this.index.remove(this.tasks.get(id)!);
    this.index.add(this.tasks.edit(id, change));
  }
}

/** What went to the coordinator about a task is not for its next worker. */
const keysOf = ({ to, task }: Readonly<Message>): string[] => [
  `to ${to}`,
  ...(task !== undefined && to !== "coordinator" ? [`task ${task}`] : []),
];
