// A team as data: what a pack compiles to, and what the first record of a session carries, so that a log needs no pack to be read.
import * as z from "zod";
import { Condition, factsOf } from "./condition.ts";
import { NodeName, Prefix, RoleName, text } from "./ids.ts";
import { LIMITS } from "./limits.ts";
import { checkWords } from "./rules/ticket-words.ts";
import { TICKET_TYPES } from "./vocabulary.ts";

// Each schema is made when it is first used: few calls of a command line look at a team's shape, and all would pay for it.

export const Role = z.lazy(() =>
  z.strictObject({
    name: RoleName,
    summary: text(LIMITS.title).default(""),
    /** The first is the main one. No two roles share a prefix. */
    prefixes: z.array(Prefix).min(1).max(20),
    /** The same worker goes on with the next ready task of its role. `dynamic`: only while a task says so. */
    inner_loop: z.union([z.boolean(), z.literal("dynamic")]).default(false),
    /** One worker does all tasks of the role, one at a time, and keeps what it knows. */
    resident: z.boolean().default(false),
    /** Whether a worker of this role may create tasks. */
    creates_tasks: z.boolean().default(false),
    /** Kinds of message this role may post; empty: any of the team's. */
    message_types: z.array(z.string().max(64)).default([]),
    discuss_rounds: z.array(z.string().max(64)).default([]),
    /** Actions in our words (read files, run commands, ...); hosts map them to their tools. */
    tools: z.array(z.string().max(64)).default([]),
    artifact: z
      .string()
      .regex(/^[a-z0-9]{1,8}$/)
      .default("md"),
    model: z.string().max(64).optional(),
    effort: z.enum(["low", "medium", "high"]).optional(),
    lease_ms: z.int().min(1_000).max(86_400_000).optional(),
    phases: z
      .strictObject({ context: text(LIMITS.body), work: text(LIMITS.body), validate: text(LIMITS.body) })
      .default({ context: "", work: "", validate: "" }),
  }),
);
export type Role = z.infer<typeof Role>;

const Words = z.lazy(() =>
  z.strictObject({
    role: RoleName,
    prefix: Prefix.optional(),
    title: text(LIMITS.title).optional(),
    brief: text().optional(),
  }),
);

export const AskEffect = z.lazy(() => z.enum(["proceed", "return", "retry", "skip", "fail", "revise", "raise", "end"]));
export type AskEffect = z.infer<typeof AskEffect>;

export const AskOption = z.lazy(() =>
  z.strictObject({
    id: z.string().regex(/^[a-z][a-z0-9_-]{0,31}$/),
    label: text(LIMITS.title),
    effect: AskEffect,
  }),
);
export type AskOption = z.infer<typeof AskOption>;

/** One step of a pipeline; becomes one task, or one per item of `for_each`. */
export const Node = z.lazy(() =>
  z.strictObject({
    role: RoleName.optional(),
    prefix: Prefix.optional(),
    title: text(LIMITS.title).optional(),
    brief: text().optional(),
    needs: z.array(NodeName).default([]),
    /** Nodes before this one whose results its worker reads too, without being what a gate judges. */
    context: z.array(NodeName).default([]),
    /** A list, or a fact path to one. Items that are lists themselves are waves: all of one wave before the next. */
    for_each: z.union([z.string().max(200), z.array(z.unknown()).min(1).max(LIMITS.create)]).optional(),
    /** Names the field of an item that lists the ids of items it waits for; items have an `id` then. */
    item_needs: z.string().min(1).max(64).optional(),
    /** One task for each task of that node, about the same item, behind that one alone. */
    follows: NodeName.optional(),
    /** The chain that this node ends is gone through item by item: the next one's first task waits for this one's. */
    in_turn: z.boolean().default(false),
    max_parallel: z.int().min(1).max(1_000).optional(),
    when: Condition.optional(),
    priority: z.int().min(0).max(2).default(1),
    inner_loop: z.boolean().optional(),
    /** Names that the task's result data must have. */
    output: z.array(z.string().max(64)).default([]),
    gate: z
      .strictObject({
        /** Who revises what the gate rejected: one task, or several in this order. */
        revise: z.union([Words, z.array(Words).min(1).max(10)]),
        max_rounds: z.int().min(0).max(20).default(2),
        /** Which revisions of the work it judges again: all, or only those that it asked for itself. */
        again: z.enum(["all", "own"]).default("all"),
        when_exhausted: z.enum(["escalate", "proceed"]).default("escalate"),
        /** Points that make the verdict: from `approved` on approved, from `concerns` on concerns, below rejected. */
        score: z
          .strictObject({ approved: z.number().min(0).max(100), concerns: z.number().min(0).max(100).optional() })
          .optional(),
        /** What must hold of the review's own result, read as `score`, `data.FIELD` and `input.FIELD`; else it is rejected. */
        until: Condition.optional(),
        /** A person decides after each round. An option with the effect `revise` is offered while rounds are left. */
        ask: z
          .strictObject({
            question: text(),
            options: z
              .array(AskOption)
              .min(1)
              .max(10)
              .refine((all) => all.some((o) => o.effect !== "revise"), "one option must end the rounds")
              .optional(),
          })
          .optional(),
      })
      .optional(),
    /** Makes the node a question to a person; it has no role then. */
    ask: z
      .strictObject({
        question: text(),
        options: z
          .array(AskOption)
          .min(1)
          .max(10)
          .refine((all) => all.every((o) => o.effect !== "revise"), "a question has no work of its own to revise")
          .optional(),
      })
      .optional(),
    /** A critique from several perspectives must be recorded under this name before the task can be completed. */
    discuss: z.string().min(1).max(64).optional(),
    /** The finished task waits for a person's approval. */
    approval: z.boolean().default(false),
  }),
);
export type Node = z.infer<typeof Node>;

/** The nodes that must be done before those of `node` begin. */
export const needsOf = ({ needs, follows }: Pick<Node, "needs" | "follows">): string[] =>
  follows === undefined ? needs : [...new Set([follows, ...needs])];

/** Nodes whose results decide whether and how often `node` is made. */
export function readsOf({ for_each, when }: Pick<Node, "for_each" | "when">): string[] {
  const paths = [...(typeof for_each === "string" ? [for_each] : []), ...(when ? factsOf(when) : [])];
  return paths.map((path) => path.split(".")[0]!).filter((source) => source !== "input");
}

/** Every node of a pipeline that stands before `name`. */
export function nodesBefore(nodes: Record<string, Node>, name: string, seen: Set<string> = new Set()): Set<string> {
  for (const need of Object.hasOwn(nodes, name) ? needsOf(nodes[name]!) : []) {
    if (seen.has(need)) continue;
    seen.add(need);
    nodesBefore(nodes, need, seen);
  }
  return seen;
}

export const Pipeline = z.lazy(() =>
  z.strictObject({
    summary: text(LIMITS.title).default(""),
    /** Names that the session's input must have. */
    input: z.array(z.string().max(64)).default([]),
    nodes: z.record(NodeName, Node),
  }),
);
export type Pipeline = z.infer<typeof Pipeline>;

const choice = z.lazy(() => z.union([z.string().max(200), z.number(), z.boolean()]));

/** Something a session can be started with. */
export const Input = z.lazy(() =>
  z
    .strictObject({
      summary: text(LIMITS.title).default(""),
      /** The values it may have; without them any. */
      one_of: z.array(choice).min(1).max(50).optional(),
      /** A list of items. */
      list: z.boolean().default(false),
      /** Taken when it is not given. */
      default: choice.optional(),
    })
    .refine(({ one_of, list }) => !(one_of && list), "is a list or one of several values, not both")
    .refine(
      ({ one_of, default: value }) => value === undefined || !one_of || one_of.includes(value),
      "has a default that is not one of its values",
    ),
);
export type Input = z.infer<typeof Input>;

export const Injection = z.lazy(() =>
  z.strictObject({
    signal: z.string().min(1).max(64),
    role: RoleName,
    prefix: Prefix.optional(),
    title: text(LIMITS.title).optional(),
    brief: text().optional(),
    /** P0 stands before everything that needed the task with the signal; P1 runs beside it. */
    level: z.enum(["P0", "P1"]).default("P1"),
  }),
);
export type Injection = z.infer<typeof Injection>;

export const TeamLimits = z.lazy(() =>
  z.strictObject({
    /** Workers at once. */
    max_parallel: z.int().min(1).max(1_000).default(5),
    /** How long a claim holds without a sign of life. The tracking seeds use 30 minutes. */
    lease_ms: z.int().min(1_000).max(86_400_000).default(1_800_000),
    /** How long a worker may take to claim what it was started for. */
    dispatch_ms: z.int().min(100).max(86_400_000).default(300_000),
    /** Tries of one task (crashes, expired leases, failures) before a person is asked. */
    max_attempts: z.int().min(1).max(100).default(3),
    /** Errors one task may report before it is interrupted. The seeds say 3. */
    max_errors: z.int().min(1).max(100).default(3),
    /** Tasks of one session; more need a person's word. */
    max_tasks: z.int().min(1).max(1_000_000).default(500),
    /** Roles that may be added in flight. */
    max_new_roles: z.int().min(0).max(50).default(5),
    /** How long a question may stay unanswered. The tracking seeds use 180 seconds. */
    answer_ms: z.int().min(1_000).max(86_400_000).default(180_000),
  }),
);
export type TeamLimits = z.infer<typeof TeamLimits>;

/** Status words of a ticket type, from first to last. */
const TicketWords = z.lazy(() =>
  z
    .array(z.string().max(40))
    .max(50)
    .superRefine((words, context) => {
      const problem = checkWords(words);
      if (problem !== undefined) context.addIssue({ code: "custom", message: problem });
    }),
);

export const Team = z.lazy(() =>
  z.strictObject({
    name: z.string().regex(/^[a-z][a-z0-9-]{0,63}$/),
    version: z.string().max(64).default("0.0.0"),
    summary: text(LIMITS.title).default(""),
    /** First part of session ids, like TISL. */
    session_prefix: z.string().regex(/^[A-Za-z][A-Za-z0-9]{0,15}$/),
    roles: z.record(RoleName, Role),
    pipelines: z.record(NodeName, Pipeline),
    /** What a session can be started with, by name. Without any, everything is taken. */
    inputs: z.record(z.string().regex(/^[a-z][a-z0-9_]{0,63}$/), Input).default({}),
    /** Who must be heard in a round of critique, by its name. A round that is not here takes any. */
    perspectives: z.record(z.string().min(1).max(64), z.array(z.string().min(1).max(64)).min(1).max(20)).default({}),
    /** The first whose condition holds is taken when no pipeline is named. */
    select: z.array(z.strictObject({ pipeline: NodeName, when: Condition.optional() })).default([]),
    /** Kinds of message the team uses; empty: any. */
    message_types: z.array(z.string().max(64)).default([]),
    inject: z.array(Injection).default([]),
    /** What happens when a task has used up its attempts. */
    on_failure: z.enum(["ask", "fail"]).default("ask"),
    limits: TeamLimits.default(() => TeamLimits.parse({})),
    /** Status words of tickets, for boards. */
    tickets: z.partialRecord(z.enum(TICKET_TYPES), TicketWords).optional(),
  }),
);
export type Team = z.infer<typeof Team>;

/** The role that owns `prefix`, if any. */
export function roleOfPrefix(team: Team, prefix: string): Role | undefined {
  for (const name of Object.keys(team.roles)) if (team.roles[name]!.prefixes.includes(prefix)) return team.roles[name];
  return undefined;
}
