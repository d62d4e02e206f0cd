// What is wrong with one agent file. Clients ignore a bad field, and the agent runs without what it was given.
import type { PackComplaint } from "@teamwright/pack";
import { type FrontMatter, readFrontMatter } from "@teamwright/role-spec";
import type { KnownHost } from "./known-host.ts";
import { lintBody } from "./lint-body.ts";
import { lintDescription, NAME } from "./lint-skill.ts";
import { lintTools } from "./lint-tools.ts";
import { type Say, sayInto } from "./say.ts";

interface Rule {
  good(value: unknown): boolean;
  /** What is good, in words. */
  want: string;
}

const text: Rule = { good: (v) => typeof v === "string" && v !== "", want: "a text" };
const truth: Rule = { good: (v) => typeof v === "boolean", want: "true or false" };
const list: Rule = { good: (v) => typeof v === "string" || Array.isArray(v), want: "a list" };
const oneOf = (...words: string[]): Rule => ({
  good: (v) => words.includes(v as string),
  want: `one of ${words.join(", ")}`,
});

/** Fields of an agent in a Claude Code plugin. Other clients take name and description. */
const FIELDS: Readonly<Record<string, Rule>> = {
  name: text,
  description: text,
  tools: list,
  disallowedTools: list,
  skills: list,
  model: {
    good: (v) => typeof v === "string" && /^(inherit|opus|sonnet|haiku|fable|claude-[\w.-]+)$/.test(v),
    want: "inherit, opus, sonnet, haiku, or a whole model name",
  },
  effort: oneOf("low", "medium", "high", "xhigh", "max"),
  maxTurns: { good: (v) => Number.isInteger(v) && (v as number) > 0, want: "a whole number above 0, without quotes" },
  background: truth,
  isolation: oneOf("worktree"),
  memory: oneOf("user", "project", "local"),
  color: oneOf("red", "blue", "green", "yellow", "purple", "orange", "pink", "cyan"),
  initialPrompt: text,
};
/** Fields that count in a project and are ignored in a plugin. */
const IGNORED = new Set(["permissionMode", "mcpServers", "hooks"]);

export function lintAgent(
  source: string,
  place: { path: string; name: string; hosts: readonly KnownHost[]; has(path: string): boolean },
): PackComplaint[] {
  const found: PackComplaint[] = [];
  const say = sayInto(found, place.path);
  const front = readFrontMatter(source, place.path);
  found.push(...front.complaints.filter(({ severity }) => severity === "error"));
  if (front.data === null) {
    if (found.length === 0)
      say("AGENT_FRONTMATTER", {
        message: "There is no frontmatter, so no client lists the agent.",
        fix: `Start with:\n---\nname: "${place.name}"\ndescription: "What it does."\n---`,
      });
    return found;
  }
  const { name } = front.data;
  if (name !== place.name)
    say(
      "AGENT_NAME",
      {
        message: `The agent is named ${String(name).slice(0, 80)} and its file ${place.name}.`,
        fix: `Write name: "${place.name}", without a colon or a plugin before it.`,
        edits: front.write("name", place.name),
      },
      front.at("name"),
    );
  else if (!NAME.test(place.name) || place.name.length > 64)
    say(
      "AGENT_NAME",
      {
        message: `${place.name} is not a name that every client takes for an agent.`,
        fix: "Lower case letters, digits and single dashes, at most 64.",
        severity: "warning",
      },
      front.at("name"),
    );
  lintDescription(front, say);
  lintFields(front, say);
  lintTools(front, "tools", place.hosts, say);
  lintTools(front, "disallowedTools", place.hosts, say);
  lintBody(front, place, say);
  return found;
}

function lintFields({ data, at }: FrontMatter, say: Say): void {
  for (const [key, value] of Object.entries(data!)) {
    const rule = Object.hasOwn(FIELDS, key) ? FIELDS[key] : undefined;
    if (IGNORED.has(key))
      say(
        "AGENT_FIELD",
        {
          message: `\`${key}\` is ignored in an agent of a plugin.`,
          fix: "Take it out; a plugin says this in its manifest or not at all.",
          severity: "warning",
        },
        at(key),
      );
    else if (!rule)
      say(
        "AGENT_FIELD",
        {
          message: `No client knows the field \`${key.slice(0, 60)}\`.`,
          fix: `Use one of ${Object.keys(FIELDS).join(", ")}.`,
          severity: "warning",
        },
        at(key),
      );
    else if (!rule.good(value) && key !== "description" && key !== "name")
      say(
        "AGENT_FIELD",
        {
          message: `\`${key}\` is ${JSON.stringify(value)?.slice(0, 60)}: clients ignore it.`,
          fix: `Write ${rule.want}.`,
        },
        at(key),
      );
  }
}
