// What is wrong with a pack that is to be published, found in its source: where its author can mend it.
import { join } from "node:path";
import type { Team } from "@teamwright/core";
import { nameFor } from "@teamwright/hosts/capabilities";
import type { PackComplaint } from "@teamwright/pack";
import { BUDGET } from "./cost.ts";
import type { KnownHost } from "./known-host.ts";
import { lintAgent } from "./lint-agent.ts";
import { lintSkill } from "./lint-skill.ts";
import type { PackSource } from "./pack-source.ts";
import { type Say, sayInto } from "./say.ts";

/** Characters of a tool's whole name. Models' interfaces refuse longer ones (Anthropic and OpenAI 64, Gemini 63). */
const MAX_TOOL_NAME = 63;
/** The longest name among the server's tools. */
const LONGEST_TOOL = "task_checkpoint";

/** Every complaint about a pack that loads. Paths begin with the pack's folder. */
export function lintSource(source: PackSource, hosts: readonly KnownHost[]): PackComplaint[] {
  const { dir, facts, files, team } = source;
  const found: PackComplaint[] = [];
  const has = (path: string) => files.has(path);
  let skills = 0;
  let agents = 0;
  for (const [path, bytes] of files) {
    const text = () => new TextDecoder().decode(bytes);
    const place = { path: join(dir, path), hosts, has, built: false };
    const beside = /^skills\/([^/]+)\/SKILL\.md$/.exec(path)?.[1];
    const agent = /^agents\/([^/]+)\.md$/.exec(path)?.[1];
    if (path === "SKILL.md") found.push(...lintSkill(text(), { ...place, name: facts.plugin }));
    else if (beside !== undefined) {
      const inside = (file: string) => has(`skills/${beside}/${file}`);
      found.push(...lintSkill(text(), { ...place, name: beside, has: inside }));
    } else if (agent !== undefined) found.push(...lintAgent(text(), { ...place, name: agent }));
    if (path === "SKILL.md" || beside !== undefined) skills += 1;
    if (agent !== undefined) agents += 1;
  }
  const say = sayInto(found, join(dir, "team.yaml"));
  lintBudget({ skills, agents }, say);
  for (const { title, server } of hosts) {
    const words: Record<string, string> = { pack: facts.plugin, server: team.name, tool: LONGEST_TOOL };
    const name = server.toolName.replaceAll(/\{(\w+)\}/g, (_, key: string) => words[key] ?? "");
    if (name.length > MAX_TOOL_NAME)
      say("TOOL_NAME_LONG", {
        message: `In ${title} a tool would be called ${name}: ${name.length} characters, of which models take ${MAX_TOOL_NAME}.`,
        fix: `Give the pack a name of at most ${Math.max(1, team.name.length - Math.ceil((name.length - MAX_TOOL_NAME) / (server.toolName.includes("{pack}") ? 2 : 1)))} characters.`,
      });
  }
  lintTaskNames(team, hosts, say);
  if (/anthropic|claude/.test(team.name))
    say("NAME_RESERVED", { message: `${team.name} is kept for a client or its vendor.`, fix: "Take another name." });
  lintFacts(source, found);
  return found;
}

/** Prefixes that are two on the board and one in a host, where names have no capitals: two workers would have one name. */
function lintTaskNames({ roles }: Team, hosts: readonly KnownHost[], say: Say): void {
  const prefixes = Object.values(roles).flatMap((role) => role.prefixes);
  for (const { title, taskName } of hosts) {
    const taken = new Map<string, string>();
    for (const prefix of prefixes) {
      const name = nameFor(taskName, `${prefix}-001`);
      const other = taken.get(name);
      if (other === undefined) taken.set(name, prefix);
      else if (other !== prefix)
        return say("TASK_NAMES", {
          message: `In ${title} the tasks ${other}-001 and ${prefix}-001 are both named ${name}.`,
          fix: `Give one of them another prefix than ${other} and ${prefix}.`,
        });
    }
  }
}

/** More than this is not listed, or pushes out what other plugins list. */
export function lintBudget(
  { skills, agents }: { skills: number; agents: number },
  say: ReturnType<typeof sayInto>,
): void {
  if (skills > BUDGET.skills)
    say("LIST_BUDGET", {
      message: `${skills} skills are listed in every session; lists are rationed, and the last ones lose their descriptions.`,
      fix: `List at most ${BUDGET.skills}; let one skill point to references for the rest.`,
    });
  if (agents > BUDGET.agents)
    say("LIST_BUDGET", {
      message: `${agents} agents are listed in every session.`,
      fix: `List at most ${BUDGET.agents}: one worker is enough, since a claim tells it its role.`,
    });
}

function lintFacts({ dir, facts }: PackSource, found: PackComplaint[]): void {
  const say = sayInto(found, join(dir, "package.json"));
  const lacks = (["author", "license"] as const).filter((key) => facts[key] === undefined);
  if (lacks.length > 0)
    say("PUBLISH_FACTS", {
      message: `A marketplace asks for ${lacks.join(" and ")}.`,
      fix: `Say it in package.json: ${lacks.map((key) => `"${key}": "..."`).join(", ")}.`,
      severity: "warning",
    });
  if (facts.version === "0.0.0")
    say("VERSION_UNSET", {
      message: "The version is 0.0.0; clients take an update only when the version rises.",
      fix: 'Say "version": "0.1.0" in package.json before anybody gets it.',
      severity: "note",
    });
}
