// Shapes of everything that names something. Checked on entry, so no id ever reaches a path or a query unchecked.
import * as z from "zod";
import { LIMITS } from "./limits.ts";
import { LOG_ID } from "./store/contract.ts";

const PREFIX = /^[A-Z][A-Z0-9]*(?:-(?=[A-Za-z0-9]*[A-Za-z])[A-Za-z0-9]+)*$/;
const TASK_ID = /^([A-Z][A-Z0-9]*(?:-(?=[A-Za-z0-9]*[A-Za-z])[A-Za-z0-9]+)*)-(\d{3,12})$/;

export const SessionId = z
  .string()
  .regex(LOG_ID, "letters, digits, dot, dash, underscore; first a letter or digit; at most 128")
  .meta({ title: "session id" });
/** EXPLORE, A11Y, DEV-FE, SOLVE-fix. A part made of digits alone would clash with task numbers. */
export const Prefix = z
  .string()
  .max(40)
  .regex(PREFIX, "capitals first, parts joined by dashes, no part of digits alone, like BUILD or SOLVE-fix");
export const TaskId = z
  .string()
  .max(60)
  .regex(TASK_ID, "a prefix and a number of three or more digits, like BUILD-001");
export const RoleName = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,63}$/, "lower case letters, digits and dashes, first a letter");
export const NodeName = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,63}$/, "lower case letters, digits, dashes and underscores, first a letter");
export const OwnerId = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._@:-]{0,127}$/,
    "letters, digits and . _ @ : -, first a letter or digit, like implementer@d7",
  );
export const Token = z.string().regex(/^[A-Za-z0-9_-]{8,200}$/, "the token exactly as the claim gave it");
export const CommandId = z.string().regex(/^[A-Za-z0-9._:-]{1,128}$/, "letters, digits and . _ : -");
export const DispatchId = z.string().regex(/^d\d{1,12}$/, "a dispatch id like d7");

/** Text of at most `max` characters without NUL. */
export const text = (max: number = LIMITS.text) =>
  z
    .string()
    .max(max)
    .refine((s) => !s.includes("\0"), "no NUL characters");

/** A relative path that stays below its folder. */
export const RelativePath = z
  .string()
  .min(1)
  .max(500)
  .refine(
    (p) => !p.includes("\0") && !p.startsWith("/") && !/^[A-Za-z]:/.test(p) && !p.split(/[\\/]/).includes(".."),
    "a relative path without ..",
  );

/** Splits BUILD-014 into BUILD and 14, or null. */
export function splitTaskId(id: string): { prefix: string; number: number } | null {
  const match = TASK_ID.exec(id);
  return match ? { prefix: match[1]!, number: Number(match[2]) } : null;
}

/** BUILD and 14 make BUILD-014. */
export const taskId = (prefix: string, number: number): string => `${prefix}-${String(number).padStart(3, "0")}`;
