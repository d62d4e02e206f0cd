// What is wrong with one SKILL.md. Each rule stands for a pack that the official validators passed and a client then dropped, cut or misread.
import type { PackComplaint } from "@teamwright/pack";
import { type FrontMatter, readFrontMatter } from "@teamwright/role-spec";
import { BUDGET } from "./cost.ts";
import type { KnownHost } from "./known-host.ts";
import { lintBody } from "./lint-body.ts";
import { lintTools } from "./lint-tools.ts";
import { type Say, sayInto } from "./say.ts";
import { PORTABLE_KEYS } from "./skill-text.ts";

export interface SkillPlace {
  path: string;
  /** What the skill must be named: its folder. */
  name: string;
  /** Whether this is the file that clients read, where only what Agent Skills allows may stand. */
  built: boolean;
  hosts: readonly KnownHost[];
  /** Whether a file lies beside the skill. */
  has(path: string): boolean;
}

/** Keys that Claude Code reads besides those of Agent Skills. A build keeps them for it alone. */
const CLAUDE_KEYS = new Set([
  "when_to_use", "argument-hint", "arguments", "disable-model-invocation", "user-invocable", "disallowed-tools", "model",
  "effort", "context", "agent", "background", "paths", "hooks",
]); // prettier-ignore
/** Of skills and agents: what every client takes. */
export const NAME: RegExp = /^[a-z0-9]+(-[a-z0-9]+)*$/;
/** Words that a vendor keeps for its own skills, and commands that clients have built in. */
const RESERVED = /anthropic|claude/;
const BUILT_IN = new Set([
  "agents", "clear", "compact", "config", "help", "hooks", "init", "mcp", "memory", "model", "plugin", "resume", "review", "skills", "status",
]); // prettier-ignore
/** As the specification advises: 500 lines, 5,000 tokens. */
const BODY = { lines: 500, characters: 20_000 };

export function lintSkill(text: string, place: SkillPlace): PackComplaint[] {
  const found: PackComplaint[] = [];
  const say = sayInto(found, place.path);
  const front = readFrontMatter(text, place.path);
  found.push(...front.complaints.filter(({ severity }) => severity === "error"));
  if (front.data === null) {
    if (found.length === 0)
      say("SKILL_FRONTMATTER", {
        message: "There is no frontmatter, so no client lists the skill.",
        fix: `Start with:\n---\nname: "${place.name}"\ndescription: "When to use it."\n---`,
      });
    return found;
  }
  lintName(front, place, say);
  lintDescription(front, say);
  lintKeys(front, place, say);
  lintTools(front, "allowed-tools", place.hosts, say);
  const lines = front.body.split("\n").length;
  if (lines > BODY.lines || front.body.length > BODY.characters)
    say(
      "SKILL_LONG",
      {
        message: `The skill has ${lines} lines and ${front.body.length} characters, all read at its first use.`,
        fix: `Keep it under ${BODY.lines} lines and ${BODY.characters} characters; move the rest to references/.`,
        severity: "warning",
      },
      { line: front.bodyLine, column: 1 },
    );
  lintBody(front, place, say);
  return found;
}

function lintName({ data, at, write }: FrontMatter, { name }: SkillPlace, say: Say): void {
  const given = data!["name"];
  if (given !== name)
    say(
      "SKILL_NAME",
      {
        message: `The skill is named ${shown(given)} and its folder ${name}: clients list it under either, and some drop it.`,
        fix: `Write name: "${name}".`,
        edits: write("name", name),
      },
      at("name"),
    );
  else if (!NAME.test(name) || name.length > 64)
    say(
      "SKILL_NAME",
      {
        message: `${name} is not a name of a skill.`,
        fix: "Lower case letters, digits and single dashes, at most 64.",
      },
      at("name"),
    );
  if (RESERVED.test(name) || BUILT_IN.has(name))
    say(
      "NAME_RESERVED",
      { message: `${name} is kept for a client or its vendor.`, fix: "Take another name." },
      at("name"),
    );
}

/** For agents too: a listing takes the first line of what is said here, and no more than it has room for. */
export function lintDescription({ data, at }: FrontMatter, say: Say): void {
  const description = data!["description"];
  if (typeof description !== "string" || description.trim() === "")
    say(
      "DESCRIPTION_MISSING",
      {
        message: "There is no description, so no model knows when to use this.",
        fix: 'Write description: "Use when ...".',
      },
      at("description"),
    );
  else if (description.length > BUDGET.description)
    say(
      "DESCRIPTION_LONG",
      {
        message: `The description has ${description.length} characters; lists are rationed, and what is over is cut or dropped without a word.`,
        fix: `Say in at most ${BUDGET.description} characters when to use it, the words that trigger it first.`,
      },
      at("description"),
    );
}

function lintKeys({ data, at }: FrontMatter, { built }: SkillPlace, say: Say): void {
  for (const key of Object.keys(data!)) {
    if (PORTABLE_KEYS.has(key)) continue;
    const claude = CLAUDE_KEYS.has(key);
    if (claude && !built) continue;
    say(
      "SKILL_KEY",
      {
        message: claude
          ? `Only Claude Code knows \`${key}\`; a validator of Agent Skills refuses it.`
          : `No client knows \`${key}\`.`,
        fix: claude
          ? "Build with --for claude alone to keep it, or take it out."
          : "Move it below metadata, or take it out.",
        severity: "warning",
      },
      at(key),
    );
  }
}

const shown = (value: unknown): string => (typeof value === "string" ? value.slice(0, 80) : "nothing");
