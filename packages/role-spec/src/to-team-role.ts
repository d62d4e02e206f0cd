import { LIMITS, Role, TeamError } from "@teamwright/core";
import type { RoleSpec } from "./role-spec.ts";

/**
 * The kernel's view of a role: what a team carries, with `message_types` as the list of kinds and a summary cut to a
 * title's length. Every spec from `parseRole` or `loadRoles` that has a prefix makes one.
 * Throws ROLE_SPEC_INVALID for a spec without a prefix (a coordinator): the kernel gives it no tasks.
 */
export function toTeamRole(spec: RoleSpec): Role {
  if (spec.prefixes.length === 0) {
    const problem = `The role \`${spec.name}\` has no task prefix, so no task can be its own.`;
    throw new TeamError("ROLE_SPEC_INVALID", { message: problem, data: { issues: [{ field: "prefix", problem }] } });
  }
  return Role.parse({
    name: spec.name,
    summary: cut(spec.summary ?? "", LIMITS.title),
    prefixes: spec.prefixes,
    inner_loop: spec.inner_loop,
    creates_tasks: spec.creates_tasks,
    resident: spec.resident,
    message_types: [...new Set(Object.values(spec.message_types))],
    discuss_rounds: spec.discuss_rounds,
    tools: spec.tools,
    artifact: spec.artifact,
    model: spec.model,
    effort: spec.effort,
    lease_ms: spec.lease_ms,
    phases: spec.phases,
  });
}

/** At most `max` units of a text, never half of a character. */
const cut = (text: string, max: number): string => text.slice(0, max).replace(/[\uD800-\uDBFF]$/, "");
