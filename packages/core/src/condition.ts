// Conditions and facts: how a pipeline looks at its input and at what its tasks found, as data.
import * as z from "zod";

const scalar = z.lazy(() => z.union([z.string(), z.number(), z.boolean()]));

const Test = z.lazy(() =>
  z.strictObject({
    /** A path: `input.issues.length`, `input.issues.max.priority`, `plan.complexity` (a node's result data). */
    fact: z.string().min(1).max(200),
    eq: scalar.optional(),
    ne: scalar.optional(),
    gt: z.number().optional(),
    gte: z.number().optional(),
    lt: z.number().optional(),
    lte: z.number().optional(),
    in: z.array(scalar).optional(),
    has: scalar.optional(),
    exists: z.boolean().optional(),
  }),
);

export type Condition = z.infer<typeof Test> | { all: Condition[] } | { any: Condition[] } | { not: Condition };

export const Condition: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    Test,
    z.strictObject({ all: z.array(Condition) }),
    z.strictObject({ any: z.array(Condition) }),
    z.strictObject({ not: Condition }),
  ]),
);

/** What a path leads to in `facts`, or undefined. On a list: `length`, an index, `max.F`, `min.F`, `sum.F`. Never follows inherited names. */
export function lookUp(facts: unknown, path: string): unknown {
  const parts = path.split(".");
  let value: unknown = facts;
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i]!;
    if (Array.isArray(value)) {
      if (part === "length") value = value.length;
      else if (part === "max" || part === "min" || part === "sum")
        return fold(part, value, parts.slice(i + 1).join("."));
      else value = /^\d+$/.test(part) ? value[Number(part)] : undefined;
    } else if (typeof value === "object" && value !== null && Object.hasOwn(value, part)) {
      value = (value as Record<string, unknown>)[part];
    } else return undefined;
  }
  return value;
}

function fold(how: "max" | "min" | "sum", list: unknown[], path: string): number | undefined {
  const numbers = list
    .map((item) => (path ? lookUp(item, path) : item))
    .filter((n): n is number => typeof n === "number");
  if (how === "sum") return numbers.reduce((a, b) => a + b, 0);
  if (numbers.length === 0) return undefined;
  return numbers.reduce((a, b) => (how === "max" ? Math.max(a, b) : Math.min(a, b)));
}

/** Whether `condition` holds. A comparison with a fact that is missing, or of another type, does not hold. */
export function holds(condition: Condition, facts: unknown): boolean {
  if ("all" in condition) return condition.all.every((c) => holds(c, facts));
  if ("any" in condition) return condition.any.some((c) => holds(c, facts));
  if ("not" in condition) return !holds(condition.not, facts);
  const value = lookUp(facts, condition.fact);
  const { eq, ne, gt, gte, lt, lte, has, exists } = condition;
  const number = typeof value === "number" ? value : Number.NaN;
  return (
    (eq === undefined || value === eq) &&
    (ne === undefined || value !== ne) &&
    (gt === undefined || number > gt) &&
    (gte === undefined || number >= gte) &&
    (lt === undefined || number < lt) &&
    (lte === undefined || number <= lte) &&
    (condition.in === undefined || condition.in.some((x) => x === value)) &&
    (has === undefined || (Array.isArray(value) && value.includes(has))) &&
    (exists === undefined || (value !== undefined) === exists)
  );
}

/** Every fact path a condition reads. */
export function factsOf(condition: Condition): string[] {
  if ("all" in condition) return condition.all.flatMap(factsOf);
  if ("any" in condition) return condition.any.flatMap(factsOf);
  if ("not" in condition) return factsOf(condition.not);
  return [condition.fact];
}
