// What a schema finds wrong with data that knows its places, said to a person: unknown fields by name, with the one that was meant.
import * as z from "zod";
import type { PackComplaint } from "../complaint.ts";
import { nameOne } from "../named.ts";
import { mendOf } from "./mend-value.ts";
import { type Keys, nearest, plain, type Sourced, within } from "./sourced.ts";

const MOST = 50;

interface Told {
  readonly schema: z.ZodType;
  /** What the data as a whole is called. */
  readonly name: string;
  /** What mends a field that is missing, by its name. */
  readonly missing?: Readonly<Record<string, Pick<PackComplaint, "fix" | "edits">>>;
  /** Codes for a wrong value and for an unknown field. */
  readonly codes?: { readonly value: string; readonly field: string };
}

const CODES = { value: "PACK_SCHEMA", field: "PACK_FIELD" };

/** At most 50 complaints. */
export function schemaComplaints(
  error: z.ZodError,
  tree: Sourced,
  { schema, name, missing = {}, codes = CODES }: Told,
): PackComplaint[] {
  return error.issues.slice(0, MOST).flatMap((issue): PackComplaint[] => {
    const keys = issue.path as Keys;
    const what = keys.join(".") || name;
    if (issue.code !== "unrecognized_keys") {
      const said = { ...nearest(tree, keys).at, code: codes.value, severity: "error" } as const;
      if (!within(tree, keys)) {
        const add = Object.hasOwn(missing, what) ? missing[what]! : { fix: "Add the field." };
        return [{ ...said, message: `${what} is missing.`, ...add }];
      }
      const mended = mendIssue(issue, tree, schema);
      return [
        { ...said, message: `${what}: ${issue.message}.`, ...(mended ?? { fix: "Correct or remove the field." }) },
      ];
    }
    const fields = fieldsAt(schema, keys);
    return issue.keys.map((key): PackComplaint => ({
      ...(within(tree, [...keys, key]) ?? nearest(tree, keys)).keyAt,
      code: codes.field,
      severity: "error",
      message: `${what}: there is no field ${key.slice(0, 100)}.`,
      fix: `${nameOne(key, fields, "Remove it, or use")}.`,
    }));
  });
}

/** The one value that stands for what is there, if the schema takes it. */
export function mendIssue(
  issue: z.core.$ZodIssue,
  tree: Sourced,
  schema: z.ZodType,
): Pick<PackComplaint, "fix" | "edits"> | null {
  const keys = issue.path as Keys;
  const leaf = within(tree, keys);
  const found = leaf && mendOf(issue, leaf.value);
  const edits = found && leaf.mend?.(found.how);
  if (!edits) return null;
  const whole = plain(tree);
  let holder = whole as Record<string | number, unknown>;
  for (const key of keys.slice(0, -1)) holder = holder[key] as typeof holder;
  holder[keys.at(-1)!] = found.value;
  const at = keys.join(".");
  const again = schema.safeParse(whole).error?.issues ?? [];
  if (again.some(({ path }) => `${path.join(".")}.`.startsWith(`${at}.`))) return null;
  return { fix: `Write ${edits.map(({ text }) => `\`${text.trim()}\``).join("")}.`, edits };
}

/** The fields that a schema knows at `keys`; none when it is not an object there. */
function fieldsAt(schema: z.ZodType, keys: Keys): string[] {
  let here: unknown = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  const root = here as { $defs?: Record<string, unknown> };
  const resolve = (at: unknown): Record<string, unknown> => {
    const node = (at ?? {}) as Record<string, unknown>;
    const ref = typeof node.$ref === "string" ? node.$ref.replace("#/$defs/", "") : undefined;
    return ref === undefined ? node : resolve(ref === "#" ? root : root.$defs?.[ref]);
  };
  for (const key of keys) {
    const node = resolve(here);
    const properties = (node.properties ?? {}) as Record<string, unknown>;
    here = typeof key === "number" ? node.items : (properties[key] ?? node.additionalProperties);
  }
  return Object.keys(resolve(here).properties ?? {});
}
