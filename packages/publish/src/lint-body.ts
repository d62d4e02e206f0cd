// What the words of a skill or an agent must not rely on.
import type { FrontMatter } from "@teamwright/role-spec";
import type { KnownHost } from "./known-host.ts";
import { removedOn } from "./lint-tools.ts";
import type { Say } from "./say.ts";

interface Place {
  hosts: readonly KnownHost[];
  has(path: string): boolean;
}

/** Agents that Claude Code and Codex bring along: these may be named without a plugin. */
const BUILT_IN_AGENTS = new Set([
  "general-purpose",
  "Explore",
  "Plan",
  "explorer",
  "worker",
  "default",
  "claude-code-guide",
]);
const AGENT = /\b(subagent_type|agent_type)["']?\s*[:=]\s*["'`]([\w.-]+)["'`]/g;
const LINK = /(?<![\w/.$}])(?:references|scripts|templates|assets|roles)\/[\w./-]*[\w-]\.[a-z]{1,5}\b/g;
const PLACEHOLDER = /\$ARGUMENTS\b|\$\{CLAUDE_[A-Z_]+\}|!`[^`]+`/g;
const SPELLED = /\bmcp__[\w-]+/g;

export function lintBody({ body, bodyLine }: FrontMatter, { hosts, has }: Place, say: Say): void {
  const lines = body.split("\n");
  for (const [index, line] of lines.entries()) {
    const all = (pattern: RegExp, tell: (match: RegExpExecArray, at: { line: number; column: number }) => void) => {
      for (const match of line.matchAll(pattern)) tell(match, { line: bodyLine + index, column: match.index + 1 });
    };
    all(AGENT, ([, , name = ""], at) => {
      if (!BUILT_IN_AGENTS.has(name))
        say(
          "AGENT_BARE",
          {
            message: `${name} is named without its plugin; Claude Code finds an agent of a plugin only as plugin:${name}.`,
            fix: "Write plugin:agent, or leave the choice to the part about calls that a build adds.",
          },
          at,
        );
    });
    all(/\b[A-Za-z]\w+\b/g, ([word], at) => {
      const gone = /^[A-Z]\w*[a-z][A-Z]|_/.test(word) ? removedOn(word, hosts) : null;
      if (gone) say("TOOL_REMOVED", { ...gone, severity: "warning" }, at);
    });
    all(SPELLED, ([name], at) =>
      say(
        "TOOL_SPELLED",
        {
          message: `${name} is one client's spelling; under another the tool has another name.`,
          fix: "Write: the tool X of the server Y.",
          severity: "warning",
        },
        at,
      ),
    );
    all(PLACEHOLDER, ([name], at) =>
      say(
        "PLACEHOLDER",
        {
          message: `${name} is filled in by Claude Code only; others pass it on as it stands.`,
          fix: "Say in words what is meant: what the person asked for, this skill's folder.",
          severity: "warning",
        },
        at,
      ),
    );
    all(LINK, ([path], at) => {
      if (!has(path))
        say(
          "FILE_MISSING",
          {
            message: `${path} is not there.`,
            fix: "Add the file, or correct the path: it starts at the skill's folder.",
          },
          at,
        );
    });
  }
}
