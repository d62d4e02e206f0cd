import type { Condition } from "../condition.ts";
import type { State } from "../state/state.ts";
import type { Checkpoint, Message, TaskResult, WisdomEntry } from "../state/task.ts";
import { sourcesOf } from "../rules/sources-of.ts";
import type { Role } from "../team.ts";

/** All that a worker needs to know to do one task. Data, not yet text: prompts cuts and fences it. */
export interface ClaimBundle {
  session: string;
  /** Name of the team: where what the role refers to can be read. */
  team: string;
  requirement: string;
  /** What the session was started with, for a task that is not about one item of it. */
  input?: Record<string, unknown>;
  task: {
    id: string;
    title: string;
    brief: string;
    kind: string;
    priority: number;
    attempt: number;
    item?: unknown;
    output?: string[];
    node?: string;
    /** The critique that must be recorded before the task is complete. */
    discuss?: string;
    /** Who must be heard in it. */
    perspectives?: string[];
    /** How a gate is judged; without it, by the worker's verdict. */
    judged?: { score?: { approved: number; concerns?: number | undefined }; until?: Condition };
  };
  role: Pick<Role, "name" | "summary" | "phases" | "tools" | "message_types" | "creates_tasks">;
  /** What the worker can report so that a specialist is called. */
  signals: string[];
  fence: number;
  lease_until: number;
  /** Where the result document goes, below the session folder. */
  artifact: string;
  recovered_checkpoint: Checkpoint | null;
  feedback?: string;
  /** Results of what the task needs, and of what it revises or reviews again. */
  upstream: { id: string; role: string; title: string; result: TaskResult | null }[];
  wisdom: WisdomEntry[];
  /** What was found out so far, without its text. */
  explorations: { angle: string; summary: string; by: string }[];
  inbox: Message[];
  /** Earlier tasks of the same worker. */
  earlier: { id: string; summary: string }[];
}

/** The bundle of a claimed task. */
export function claimBundle(state: State, id: string): ClaimBundle {
  const session = state.session!;
  const task = state.tasks.get(id)!;
  const role = session.team.roles[task.role];
  const owner = task.claim?.owner ?? "";
  const node = session.team.pipelines[session.pipeline ?? ""]?.nodes[task.node ?? ""];
  const { score, until } = task.kind === "gate" ? (node?.gate ?? {}) : {};
  const perspectives = node?.discuss === undefined ? undefined : session.team.perspectives[node.discuss];
  const sources = sourcesOf(state, task);
  for (const name of node?.context ?? []) for (const read of state.nodes.get(name)?.tasks ?? []) sources.add(read);
  const upstream = [...sources].flatMap((s) => {
    const t = state.tasks.get(s);
    return t ? [{ id: s, role: t.role, title: t.title, result: t.result ?? null }] : [];
  });
  return {
    session: session.name,
    team: session.team.name,
    requirement: session.requirement,
    ...(task.item === undefined && Object.keys(session.input).length > 0 ? { input: session.input } : {}),
    task: {
      id,
      title: task.title,
      brief: task.brief,
      kind: task.kind,
      priority: task.priority,
      attempt: task.attempts,
      ...(task.item === undefined ? {} : { item: task.item }),
      ...(task.output ? { output: task.output } : {}),
      ...(task.node === undefined ? {} : { node: task.node }),
      ...(node?.discuss === undefined ? {} : { discuss: node.discuss }),
      ...(perspectives === undefined ? {} : { perspectives }),
      ...(score || until ? { judged: { ...(score ? { score } : {}), ...(until ? { until } : {}) } } : {}),
    },
    role: role
      ? {
          name: role.name,
          summary: role.summary,
          phases: role.phases,
          tools: role.tools,
          message_types: role.message_types,
          creates_tasks: role.creates_tasks,
        }
      : {
          name: task.role,
          summary: "",
          phases: { context: "", work: "", validate: "" },
          tools: [],
          message_types: [],
          creates_tasks: false,
        },
    signals: [...new Set(session.team.inject.map((rule) => rule.signal))],
    fence: task.claim?.fence ?? 0,
    lease_until: task.claim?.lease_until ?? 0,
    artifact: `artifacts/${id}.${role?.artifact ?? "md"}`,
    recovered_checkpoint: task.checkpoint ?? null,
    ...(task.feedback === undefined ? {} : { feedback: task.feedback }),
    upstream,
    wisdom: state.lastWisdom(40),
    explorations: [...state.explorations.values()].slice(-40).map(({ angle, summary, by }) => ({ angle, summary, by })),
    inbox: state.messagesFor([owner, "all", task.role], id, 20),
    earlier: state.index
      .lastResultsOf(task.role, owner, 11)
      .filter((e) => e !== id)
      .slice(-10)
      .map((e) => ({ id: e, summary: state.tasks.get(e)!.result!.summary })),
  };
}
