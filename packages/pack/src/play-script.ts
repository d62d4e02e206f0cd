// What the scripted workers of a play do. Data, so that a pack can ship its plays.
import { NodeName, TaskAnalysis, TaskId } from "@teamwright/core";
import * as z from "zod";

const text = (max = 20_000) => z.string().max(max);

/** What a worker reports. Fields that the task needs and that are absent here are made up. */
const Result = z.strictObject({
  summary: text().optional(),
  verdict: z.enum(["approved", "concerns", "rejected"]).optional(),
  score: z.number().optional(),
  data: z.record(z.string(), z.unknown()).optional(),
  files: z.array(z.string()).optional(),
  decisions: z.array(z.string()).optional(),
  signals: z.array(z.string()).optional(),
  /** How badly the critique ends that the task must have; without it there is consensus. */
  discuss: z.enum(["HIGH", "MEDIUM", "LOW"]).optional(),
});

/** One try of one task: a result, a worker that dies without a word, one that gives up, or one that wants somebody else first. */
const Act = z.union([
  Result,
  z.literal("crash"),
  z.strictObject({ fail: text().min(1), final: z.boolean().optional() }),
  /** What it lacks, and what the coordinator adds then. */
  z.strictObject({ gap: text(300).min(1), plan: TaskAnalysis.optional() }),
]);
export type Act = z.infer<typeof Act>;

const Acts = z.union([Act, z.array(Act).min(1).max(50)]);

const Option = z.string().max(32);

export const PlayScript = z.strictObject({
  name: text(200).min(1),
  pipeline: NodeName,
  requirement: text().default("a play"),
  input: z.record(z.string(), z.unknown()).optional(),
  /** By task id, else by node, else by prefix: what its tries do, one after another; the last goes on. */
  work: z.record(z.string().max(64), Acts).default({}),
  /** By ask id, else by cause: the option that a person chooses, or one for each time; the last goes on. Without one it is the first. */
  answers: z.record(z.string().max(60), z.union([Option, z.array(Option).min(1).max(50)])).default({}),
  /** By task id: commands that a person gives unasked, at the end of the beat in which the task was done. */
  says: z
    .record(TaskId, z.array(z.strictObject({ command: text(60), input: z.record(z.string(), z.unknown()) })).max(50))
    .default({}),
  expect: z
    .strictObject({
      chain: text().optional(),
      status: z.enum(["done", "failed", "active"]).optional(),
      asks: z.array(z.string()).optional(),
      /** By ask id: the options that were there to choose, in order. */
      options: z.record(z.string().max(60), z.array(Option)).optional(),
      tasks: z.record(TaskId, z.string()).optional(),
    })
    .default({}),
});
export type PlayScript = z.infer<typeof PlayScript>;
