// A fragment: a piece of a pipeline with parameters, as data.
import * as z from "zod";
import type { PackComplaint } from "../complaint.ts";
import { readYaml } from "../yaml-file.ts";
import { BUILT_IN } from "../generated/built-in-fragments.ts";
import { schemaComplaints } from "./schema-complaints.ts";
import { child, type Entries, entriesOf, plain, type Sourced, sourcedFile } from "./sourced.ts";

export const FragmentName = z.string().regex(/^[a-z][A-Za-z0-9_-]{0,63}$/, "letters, digits, - and _, first a letter");
const ParameterName = z.string().regex(/^[a-z][a-z0-9_]{0,63}$/, "lower case letters, digits and _, first a letter");

/** A `seat` is a role, by its name or as a map with role, prefix, title and whatever else a node has. */
const ParameterType = z.enum(["text", "number", "flag", "list", "map", "seat"]);
export type ParameterType = z.infer<typeof ParameterType>;

const Parameter = z.strictObject({
  type: z.union([ParameterType, z.array(ParameterType).min(1)]),
  summary: z.string().max(300).optional(),
  /** Without one, and not `optional`, it must be given. May name other parameters. */
  default: z.unknown().optional(),
  /** What stands for it in the nodes is left out when it is not given. */
  optional: z.boolean().optional(),
  one_of: z.array(z.union([z.string(), z.number()])).optional(),
});

export const Fragment = z.strictObject({
  summary: z.string().max(300).default(""),
  params: z.record(ParameterName, Parameter).default({}),
  /** The node that keeps the name of the place where the fragment is used. Default: the last. */
  exit: z.string().optional(),
  nodes: z
    .record(z.string(), z.record(z.string(), z.unknown()))
    .refine((nodes) => Object.keys(nodes).length > 0, "has no nodes"),
});
export type Fragment = z.infer<typeof Fragment>;

/** A fragment with its places. */
export interface Known {
  readonly fragment: Fragment;
  readonly tree: Sourced;
}

/** The fragments that come along and those of a pack, by name. What is wrong with one is told where it stands. */
export function knownFragments(pack: Sourced, complaints: PackComplaint[]): Map<string, Known> {
  const own = entriesOf(child(pack, "fragments"));
  const all: Entries = new Map([...builtIn(), ...own]);
  const known = new Map<string, Known>();
  for (const [name, tree] of all) {
    const data = plain(tree);
    const parsed = Fragment.safeParse(data);
    if (!parsed.success)
      complaints.push(...schemaComplaints(parsed.error, tree, { schema: Fragment, name: `fragment ${name}` }));
    else if (parsed.data.exit !== undefined && !Object.hasOwn(parsed.data.nodes, parsed.data.exit))
      complaints.push({
        ...child(tree, "exit")!.at,
        code: "FRAGMENT_EXIT",
        severity: "error",
        message: `${name} has no node ${parsed.data.exit}.`,
        fix: `Name one of ${Object.keys(parsed.data.nodes).join(", ")}.`,
      });
    else known.set(name, { fragment: parsed.data, tree });
  }
  return known;
}

let read: Entries | undefined;
function builtIn(): Entries {
  read ??= new Map(
    Object.entries(BUILT_IN).map(([name, text]) => [name, sourcedFile(readYaml(text, name), `fragments/${name}.yaml`)]),
  );
  return read;
}
