// What a requirement needs, as data: who must take part, and which tasks wait for which. A model, a file or a person writes it; it becomes roles and a pipeline.
import * as z from "zod";
import { NodeName, Prefix, RoleName, text } from "./ids.ts";
import { LIMITS } from "./limits.ts";
import { Node, Role } from "./team.ts";

const Names = z.lazy(() => z.array(z.string().min(1).max(64)).min(1).max(20));

const Seat = z.lazy(() =>
  Role.unwrap()
    .omit({ name: true, prefixes: true, phases: true })
    .extend({
      prefix: Prefix,
      additional_prefixes: z.array(Prefix).max(19).default([]),
      summary: text(LIMITS.title).min(1, "is empty"),
      /** What of the requirement is this role's; anything else it reports as a gap. */
      capabilities: z.array(text(LIMITS.title).min(1, "is empty")).min(1, "names none").max(50),
      context: text(LIMITS.body).default(""),
      work: text(LIMITS.body).min(1, "is empty"),
      validate: text(LIMITS.body).min(1, "is empty: say what must be true at the end"),
    }),
);

export const TaskAnalysis = z.lazy(() =>
  z.strictObject({
    /** Name of the pipeline. */
    name: NodeName.default("plan"),
    summary: text(LIMITS.title).default(""),
    /** Names that the session's input must have. */
    input: z.array(z.string().max(64)).max(100).default([]),
    roles: z.record(RoleName, Seat).default({}),
    /** Nodes of the pipeline. `before` names nodes that must wait for this one. */
    tasks: z
      .record(
        NodeName,
        z.lazy(() => Node.unwrap().extend({ before: z.array(NodeName).max(LIMITS.list).default([]) })),
      )
      .default({}),
    /** Who is heard in rounds of critique: by round, or a list for all of them. */
    perspectives: z.union([Names, z.record(z.string().min(1).max(64), Names)]).default({}),
    /** Workers at once. */
    max_parallel: z.int().min(1).max(1_000).optional(),
  }),
);
export type TaskAnalysis = z.infer<typeof TaskAnalysis>;

/** Roles and nodes that an analysis asks for. */
export interface Plan {
  pipeline: string;
  summary: string;
  input: string[];
  roles: Role[];
  nodes: Record<string, Node>;
  /** New nodes, and those there already that must wait for them. */
  before: Record<string, string[]>;
  perspectives: Record<string, string[]>;
  /** Workers at once, if the analysis says so. */
  max_parallel?: number;
}

/** The plan that an analysis stands for. Whether it fits a team or a session is not looked at. */
export function planOf({ name, summary, input, roles, tasks, perspectives, max_parallel }: TaskAnalysis): Plan {
  const nodes: Record<string, Node> = {};
  const before: Record<string, string[]> = {};
  for (const [task, { before: later, ...node }] of Object.entries(tasks)) {
    nodes[task] = node;
    if (later.length > 0) before[task] = later;
  }
  for (const [task, later] of Object.entries(before)) {
    for (const own of later.filter((node) => Object.hasOwn(nodes, node)))
      nodes[own] = { ...nodes[own]!, needs: [...new Set([...nodes[own]!.needs, task])] };
    before[task] = later.filter((node) => !Object.hasOwn(nodes, node));
  }
  const rounds = new Set(Object.values(nodes).flatMap(({ discuss }) => discuss ?? []));
  return {
    pipeline: name,
    summary,
    input,
    roles: Object.entries(roles).map(([role, seat]) => roleOf(role, seat)),
    nodes,
    before,
    perspectives: Array.isArray(perspectives)
      ? Object.fromEntries([...rounds].map((round) => [round, perspectives]))
      : perspectives,
    ...(max_parallel === undefined ? {} : { max_parallel }),
  };
}

function roleOf(name: string, seat: TaskAnalysis["roles"][string]): Role {
  const { prefix, additional_prefixes, capabilities, context, work, validate, ...rest } = seat;
  const scope = `You are here for: ${capabilities.join("; ")}. What lies outside is another role's: request it, and leave it alone.`;
  return {
    ...rest,
    name,
    prefixes: [...new Set([prefix, ...additional_prefixes])],
    phases: { context: context === "" ? scope : `${scope}\n\n${context}`, work, validate },
  };
}
