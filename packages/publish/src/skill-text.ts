// A skill as a client gets it: frontmatter that the client allows, the author's words, and how to call when the server is there or not.
import { COMMANDS } from "@teamwright/core";
import { readFrontMatter } from "@teamwright/role-spec";
import { withFrontMatter } from "./front-matter.ts";

/** All that Agent Skills allows. Its own validator refuses any other key. */
export const PORTABLE_KEYS: ReadonlySet<string> = new Set([
  "name",
  "description",
  "license",
  "compatibility",
  "metadata",
  "allowed-tools",
]);

export interface SkillOptions {
  /** The name that stands in the frontmatter: that of the skill's folder. */
  name: string;
  /** Whether keys that only one client knows are kept: where no other client reads the file. */
  extras: boolean;
  license?: string;
  calls: Calls | null;
}

/** How a skill's commands are given. */
export interface Calls {
  /** The pack's name, which is also the server's. */
  pack: string;
  /** The agent that works, as a host lists it. */
  worker: string;
  plugin: string;
  /** What the server calls a command of the table; undefined when only a shell has it. */
  say(command: string): string | undefined;
}

/** Where the part about calls goes. Without the mark it stands at the end. */
const MARK = /^<!-- calls -->\n?/m;
/** Words after `teamwright` that are a command: two, or one. */
const COMMAND = /\bteamwright ([a-z]+)(?: ([a-z]+))?/g;

/** The text of SKILL.md for a target. The source's frontmatter must be readable. */
export function skillText(source: string, { name, extras, license, calls }: SkillOptions): string {
  const { data, body } = readFrontMatter(source, "SKILL.md");
  const { name: _, description, ...rest } = data ?? {};
  const kept = Object.entries(rest).filter(([key]) => extras || PORTABLE_KEYS.has(key));
  const front = {
    name,
    description,
    ...(license === undefined ? {} : { license }),
    ...Object.fromEntries(kept),
  };
  return withFrontMatter(front, calls === null ? body : withCalls(body, calls));
}

function withCalls(body: string, calls: Calls): string {
  const part = callsPart(body, calls);
  return MARK.test(body) ? body.replace(MARK, () => `${part}\n`) : `${body.trimEnd()}\n\n${part}\n`;
}

/** Names each client's spelling of nothing: a model finds "the tool X of the server Y" under any prefix. */
function callsPart(body: string, { pack, worker, plugin, say }: Calls): string {
  const rows = commandsIn(body).flatMap((command) => {
    const tool = say(command);
    return tool === undefined ? [] : [`| \`${command.replace(".", " ")}\` | ${tool} |`];
  });
  const table = ["| command | tool |", "|---|---|", ...rows].join("\n");
  return `## Calls

The commands above are for a shell. Where tools of the server \`${pack}\` are offered, call them instead, with the same fields; \`session_open\` and \`session_start\` take the absolute path of the project as \`workspace\`, every other tool takes the handle that they answer as \`session\`.

${table}

Without the server, use the shell: \`teamwright\`; if it is not found, \`../../bin/teamwright\` beside this skill, else \`npx teamwright\`. If it does not know the pack \`${pack}\`, give it this skill's folder. What it prints when it cannot start is for the person.

Start workers as the agent \`${plugin}:${worker}\` or \`${worker}\`, whichever is listed; where none is, any agent that can run commands will do.`;
}

/** Commands that a text names, each once, in the order of the text. */
export function commandsIn(text: string): string[] {
  const found = [...text.matchAll(COMMAND)].flatMap(([, first = "", second = ""]) => {
    const two = `${first}.${second}`;
    if (Object.hasOwn(COMMANDS, two) || two === "session.start") return [two];
    return Object.hasOwn(COMMANDS, first) ? [first] : [];
  });
  return [...new Set(found)];
}
