// What a schema finds wrong with data that knows its places, said to a person: unknown fields by name, with the one that was meant.
import { closest } from "@teamwright/role-spec";
import * as z from "zod";
import type { PackComplaint } from "../complaint.ts";
import { type Keys, nearest, type Sourced, within } from "./sourced.ts";

const MOST = 50;

/** At most 50 complaints. `name` is what the data as a whole is called. */
export function schemaComplaints(
  error: z.ZodError,
  tree: Sourced,
  { schema, name }: { schema: z.ZodType; name: string },
): PackComplaint[] {
  return error.issues.slice(0, MOST).flatMap((issue): PackComplaint[] => {
    const keys = issue.path as Keys;
    const what = keys.join(".") || name;
    if (issue.code !== "unrecognized_keys")
      return [
        {
          ...nearest(tree, keys).at,
          code: "PACK_SCHEMA",
          severity: "error",
          message: `${what}: ${issue.message}.`,
          fix: "Correct or remove the field.",
        },
      ];
    const fields = fieldsAt(schema, keys);
    return issue.keys.map((key): PackComplaint => {
      const meant = closest(key, fields);
      return {
        ...(within(tree, [...keys, key]) ?? nearest(tree, keys)).keyAt,
        code: "PACK_FIELD",
        severity: "error",
        message: `${what}: there is no field ${key.slice(0, 100)}.`,
        fix: meant ? `Write \`${meant}\`.` : `Remove it, or use one of ${fields.join(", ")}.`,
      };
    });
  });
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
