// A role of the session as a role spec, for people and for agents that load their role from a file.
import type { Role } from "@teamwright/core";

/** Frontmatter and phases 2 to 4. Values are JSON, which is YAML too: no text of a role can break out of its field. */
export function roleFile({ name, prefixes, phases, ...role }: Role): string {
  const fields: Record<string, unknown> = {
    role: name,
    summary: role.summary,
    prefix: prefixes[0],
    additional_prefixes: prefixes.slice(1),
    inner_loop: role.inner_loop,
    creates_tasks: role.creates_tasks,
    message_types: role.message_types,
    discuss_rounds: role.discuss_rounds,
    tools: role.tools,
    artifact: role.artifact,
    model: role.model,
    effort: role.effort,
    lease_ms: role.lease_ms,
  };
  const given = Object.entries(fields).filter(
    ([, v]) => v !== undefined && v !== "" && !(Array.isArray(v) && !v.length),
  );
  return [
    "---",
    ...given.map(([key, value]) => `${key}: ${JSON.stringify(value)}`),
    "---",
    `# ${name}`,
    "",
    `## Phase 2: Context\n\n${phases.context}\n`,
    `## Phase 3: Work\n\n${phases.work}\n`,
    `## Phase 4: Validate\n\n${phases.validate}\n`,
  ].join("\n");
}
