// A team written in TypeScript: the same object as from YAML, with an error of the compiler where a role or a prefix is not declared.
import type { Role } from "@teamwright/core";
import { type Node, Team, TeamError } from "@teamwright/core";
import type { z } from "zod";
import type { PackComplaint } from "./complaint.ts";
import { lintTeam } from "./lint-team.ts";

type Roles = Readonly<
  Record<string, Omit<z.input<typeof Role>, "name" | "prefixes"> & { prefixes: readonly [string, ...string[]] }>
>;
type Seat<R extends Roles> = {
  [Name in keyof R & string]: {
    role: Name;
    prefix?: R[Name]["prefixes"][number];
    title?: string;
    brief?: string;
  };
}[keyof R & string];
type Gate<R extends Roles> = Omit<NonNullable<z.input<typeof Node>["gate"]>, "revise"> & {
  revise: Seat<R> | Seat<R>[];
};
type TypedNode<R extends Roles> = Omit<z.input<typeof Node>, "role" | "prefix" | "gate" | "title" | "brief"> &
  (Seat<R> | { role?: undefined; prefix?: undefined; title?: string; brief?: string }) & { gate?: Gate<R> };

/** What `defineTeam` takes: a team whose nodes and revisions can only name roles and prefixes that it declares. */
export type TeamDefinition<R extends Roles> = Omit<z.input<typeof Team>, "roles" | "pipelines" | "inject"> & {
  roles: R;
  pipelines: Record<string, { summary?: string; input?: string[]; nodes: Record<string, TypedNode<R>> }>;
  inject?: (Seat<R> & { signal: string; level?: "P0" | "P1" })[];
};

/** The checked team. Throws PACK_INVALID, with every complaint of the linter, for what types cannot see. */
export function defineTeam<const R extends Roles>(definition: TeamDefinition<R>): Team {
  const roles = Object.fromEntries(Object.entries(definition.roles).map(([name, role]) => [name, { name, ...role }]));
  const parsed = Team.safeParse({ ...definition, roles });
  const where = (keys: readonly (string | number)[]) => ({ path: `defineTeam: ${keys.join(".")}`, line: 1, column: 1 });
  const issues: PackComplaint[] = parsed.success
    ? lintTeam(parsed.data, where).filter((c) => c.severity === "error")
    : parsed.error.issues.map((issue) => ({
        ...where(issue.path as (string | number)[]),
        code: "PACK_SCHEMA",
        severity: "error",
        message: issue.message,
        fix: "Correct or remove the field.",
      }));
  if (!parsed.success || issues.length > 0)
    throw new TeamError("PACK_INVALID", {
      message: `The team is wrong: ${issues
        .slice(0, 3)
        .map((c) => `${c.path.slice("defineTeam: ".length)}: ${c.message}`)
        .join(" ")}`,
      data: { issues },
    });
  return parsed.data;
}
