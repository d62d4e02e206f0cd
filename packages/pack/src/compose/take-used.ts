// What `uses` takes of another pack: single roles, pipelines and fragments, under their own names or new ones.
import { NodeName, RoleName } from "@teamwright/core";
import * as z from "zod";
import type { PackComplaint, Place } from "../complaint.ts";
import { expandFragments } from "./expand-fragments.ts";
import { FragmentName } from "./fragment.ts";
import { child, type Entries, entriesOf, type Sourced, sourcedAt, withEntries } from "./sourced.ts";

/** A list of names, or their name: our name. */
const names = <T extends z.ZodString>(name: T) =>
  z
    .union([z.array(name), z.record(name, name)])
    .default([])
    .transform((all) => (Array.isArray(all) ? Object.fromEntries(all.map((n) => [n, n])) : all));

/** `uses: [{ pack: issue, roles: [reviewer], pipelines: { full: fix-issues } }]` */
export const Uses = z
  .array(
    z.strictObject({
      pack: z.string().min(1).max(300),
      /** Roles to take. A pipeline brings the roles it names by itself. */
      roles: names(RoleName),
      pipelines: names(NodeName),
      fragments: names(FragmentName),
    }),
  )
  .max(50);
export type Use = z.infer<typeof Uses>[number];

interface Taking {
  /** Where the entry of `uses` stands. */
  readonly at: Sourced;
  readonly base: Sourced | undefined;
  /** What was taken so far: roles, pipelines, fragments. */
  readonly taken: Map<string, Entries>;
  readonly complaints: PackComplaint[];
}

/** Takes what `use` names out of `other`, adding to `taken`. */
export function takeUsed(other: Sourced, use: Use, { at, base, taken, complaints }: Taking): void {
  const laidOut = expandFragments(other, complaints);
  const roles = { ...rolesOf(laidOut, Object.keys(use.pipelines)), ...use.roles };
  for (const [group, wanted] of Object.entries({ roles, pipelines: use.pipelines, fragments: use.fragments })) {
    const source = entriesOf(child(group === "fragments" ? other : laidOut, group));
    const into = taken.get(group) ?? new Map<string, Sourced>();
    if (Object.keys(wanted).length > 0) taken.set(group, into);
    for (const [theirs, ours] of Object.entries(wanted)) {
      const place = placeOfName(child(at, group), theirs) ?? at.at;
      const say = (code: string, message: string, fix: string) =>
        complaints.push({ ...place, code, severity: "error", message, fix });
      const part = source.get(theirs);
      if (!part)
        say(
          "USES_MISSING",
          `${use.pack} has no ${group.slice(0, -1)} ${theirs}.`,
          `Name one of ${[...source.keys()].join(", ")}.`,
        );
      else if (into.has(ours) ? into.get(ours)!.at !== part.at : child(child(base, group), ours))
        say(
          "USES_CLASH",
          `There is a ${group.slice(0, -1)} ${ours} already, from another pack.`,
          `Take it under a new name: ${group}: { ${theirs}: new-name }.`,
        );
      else into.set(ours, renamed(part, { group, ours, roles }));
    }
  }
}

const placeOfName = (names: Sourced | undefined, name: string): Place | undefined =>
  Array.isArray(names?.value) ? names.value.find(({ value }) => value === name)?.at : child(names, name)?.at;

/** The roles that these pipelines name, each under its own name. */
function rolesOf(pack: Sourced, pipelines: readonly string[]): Record<string, string> {
  const found: string[] = [];
  const look = (part: Sourced) => {
    for (const [key, value] of entriesOf(part)) {
      if (key === "role" && typeof value.value === "string") found.push(value.value);
      look(value);
    }
    if (Array.isArray(part.value)) part.value.forEach(look);
  };
  for (const name of pipelines) {
    const pipeline = child(child(pack, "pipelines"), name);
    if (pipeline) look(pipeline);
  }
  const known = entriesOf(child(pack, "roles"));
  return Object.fromEntries(found.filter((name) => known.has(name)).map((name) => [name, name]));
}

/** A role under its new name, a pipeline with the new names of the roles that came along. */
function renamed(
  part: Sourced,
  { group, ours, roles }: { group: string; ours: string; roles: Record<string, string> },
): Sourced {
  if (group === "roles") return withEntries(part, [...entriesOf(part), ["name", sourcedAt(ours, part.at)]]);
  if (group !== "pipelines") return part;
  const walk = (value: Sourced): Sourced => {
    if (Array.isArray(value.value)) return { ...value, value: value.value.map(walk) };
    if (!(value.value instanceof Map)) return value;
    return withEntries(
      value,
      [...value.value].map(([key, inner]): [string, Sourced] => {
        const name = key === "role" && typeof inner.value === "string" ? roles[inner.value] : undefined;
        return [key, name === undefined ? walk(inner) : { ...inner, value: name }];
      }),
    );
  };
  return walk(part);
}
