// What a session is started with, held against what its team takes.
import { reject } from "../draft.ts";
import type { Input, Team } from "../team.ts";

/**
 * The input with defaults, and with values as the team writes them: a command line gives `"2"` for 2. A team that declares no
 * inputs takes any. Throws INPUT_INVALID with every name the team does not take and every value that is not one of its own.
 */
export function checkInput({ inputs }: Pick<Team, "inputs">, given: Record<string, unknown>): Record<string, unknown> {
  const names = Object.keys(inputs);
  if (names.length === 0) return given;
  const issues: { field: string; problem: string }[] = [];
  const taken: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) {
    const input = Object.hasOwn(inputs, name) ? inputs[name]! : undefined;
    const fits = input && fitting(input, value);
    if (fits) taken[name] = fits.value;
    else issues.push({ field: `input.${name}`, problem: input ? wanted(input) : `is not one of ${names.join(", ")}` });
  }
  for (const [name, input] of Object.entries(inputs))
    if (input.default !== undefined && !Object.hasOwn(given, name)) taken[name] = input.default;
  const [first] = issues;
  if (first)
    throw reject("INPUT_INVALID", { issues: issues.slice(0, 20) }, { message: `${first.field} ${first.problem}.` });
  return taken;
}

function fitting({ one_of, list }: Input, value: unknown): { value: unknown } | undefined {
  if (list) return Array.isArray(value) ? { value } : undefined;
  if (!one_of) return { value };
  const same = one_of.find((choice) => choice === value) ?? one_of.find((choice) => String(choice) === value);
  return same === undefined ? undefined : { value: same };
}

const wanted = ({ one_of, list }: Input): string =>
  list ? "must be a list" : `must be one of ${one_of!.map((choice) => JSON.stringify(choice)).join(", ")}`;
