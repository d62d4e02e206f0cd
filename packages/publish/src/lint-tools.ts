// Names of tools in frontmatter: a client drops one that it does not have without a word, and the agent is left without it.
import type { FrontMatter } from "@teamwright/role-spec";
import type { KnownHost } from "./known-host.ts";
import type { Say } from "./say.ts";

/** Offered only where a person is at hand, so not in the lists that were recorded; and names that still work as others. */
const ALSO: ReadonlySet<string> = new Set([
  "AskUserQuestion",
  "EnterPlanMode",
  "ExitPlanMode",
  "ToolSearch",
  "Task",
  "Glob(*)",
]);

/** The tools of `key`: a list, or one text with spaces or commas. */
export function toolsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.map(String);
  return typeof value === "string" ? (value.match(/[^\s,(]+(?:\([^)]*\))?/g) ?? []) : [];
}

export function lintTools({ data, at }: FrontMatter, key: string, hosts: readonly KnownHost[], say: Say): void {
  const value = data![key];
  if (value === undefined || hosts.length === 0) return;
  const known = new Set(hosts.flatMap(({ offered }) => [...offered.session, ...offered.worker]));
  for (const tool of toolsOf(value)) {
    const name = tool.replace(/\(.*$/s, "");
    if (name === "*" || name === "") continue;
    const gone = removedOn(name, hosts);
    if (gone) say("TOOL_REMOVED", { message: gone.message, fix: gone.fix, severity: "warning" }, at(key));
    else if (name.startsWith("mcp__") ? !/^mcp__[\w-]+(__[\w*-]+)?$/.test(name) : !known.has(name) && !ALSO.has(name))
      say(
        "TOOL_UNKNOWN",
        {
          message: `No client that was looked at has a tool ${name.slice(0, 60)} (${hosts.map(({ title, seen }) => `${title} ${seen}`).join(", ")}).`,
          fix: "Take it out, or correct its name: capitals count.",
          severity: "warning",
        },
        at(key),
      );
  }
}

/** What to say of a tool that is gone. */
export function removedOn(name: string, hosts: readonly KnownHost[]): { message: string; fix: string } | null {
  const gone = hosts.flatMap((host) =>
    host.removed
      .filter(({ tool }) => tool === name)
      .map(({ since, instead }) => ({ title: host.title, since, instead })),
  );
  if (gone.length === 0) return null;
  const where = gone.map(({ title, since }) => (since === null ? title : `${title} from ${since} on`)).join(", ");
  return {
    message: `${name} is gone: ${where}.`,
    fix: `Use ${[...new Set(gone.map(({ instead }) => instead))].join(", or ")}.`,
  };
}
