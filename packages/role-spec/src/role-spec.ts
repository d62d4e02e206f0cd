// What a role file says, checked. Everything a pack, a prompt or the kernel needs to know about one seat of a team.
import * as z from "zod";
import { LIMITS, Prefix, RoleName } from "@teamwright/core";

const words = z.array(z.string().min(1).max(200)).max(200);
/** As long as the kernel takes them, so that every RoleSpec makes a Role. */
const shortWords = z.array(z.string().min(1).max(64)).max(200);
const phase = z.string().max(LIMITS.body);

export const RoleSpec = z.strictObject({
  name: RoleName,
  /** The first is the main one. Empty only for a coordinator. */
  prefixes: z.array(Prefix).max(20),
  /** One line for lists and prompts; from `summary` or `description`. */
  summary: z
    .string()
    .max(2_000)
    .refine((s) => !s.includes("\0"), "no NUL characters")
    .optional(),
  /** The worker goes on with the next ready task of its role. `dynamic`: only while a task says so. */
  inner_loop: z.union([z.boolean(), z.literal("dynamic")]),
  discuss_rounds: shortWords,
  /** Outcome -> kind of message. A list in the file maps each kind to itself. */
  message_types: z.record(z.string().min(1).max(64), z.string().min(1).max(64)),
  /** Actions in our words; a host maps them to its tools. */
  tools: shortWords,
  /** Helpers this role may ask for a piece of its task. */
  delegates: words,
  /** Kinds of artifact this role makes, and reads. */
  artifacts: words,
  input_artifacts: words,
  /** Extension of the file that a task of this role leaves; `md` when missing. */
  artifact: z
    .string()
    .regex(/^[a-z0-9]{1,8}$/, "an extension without its dot, like md: lower case letters and digits, at most 8")
    .optional(),
  model: z.string().min(1).max(64).optional(),
  effort: z.enum(["low", "medium", "high"]).optional(),
  lease_ms: z.int().min(1_000).max(86_400_000).optional(),
  creates_tasks: z.boolean(),
  /** One worker does all tasks of the role, one at a time. */
  resident: z.boolean(),
  /** Keys that mean nothing to us, as they were: text, true, false, null, plain numbers, lists, maps. */
  extra: z.record(z.string(), z.unknown()),
  /** Text of the first heading; "" when there is none. */
  heading: z.string(),
  /** Text between that heading and the first phase. */
  intro: z.string(),
  /** Phases 2, 3 and 4 without their headings; "" for a phase the file does not have. */
  phases: z.strictObject({ context: phase, work: phase, validate: phase }),
  /** Everything below the frontmatter, with LF line ends. */
  body: z.string(),
});
export type RoleSpec = z.infer<typeof RoleSpec>;

/** True for the role that runs the team: it needs no prefix and no frontmatter. */
export const isCoordinator = (role: Pick<RoleSpec, "name">): boolean => role.name === "coordinator";
