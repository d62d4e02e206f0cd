// A skill as a client gets it: frontmatter that the client allows, the author's words, and how to call when the server is there or not.
import { COMMANDS } from "@teamwright/core";
import { readFrontMatter } from "@teamwright/role-spec";
import { withFrontMatter } from "./front-matter.ts";
import { NODE_FLOOR } from "./launcher.ts";
import type { Serving } from "./serving.ts";

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
  readonly serving: Serving;
  readonly plugin: string;
  /** The agents that the plugin brings, by their names. */
  readonly agents: readonly string[];
  /** What the server calls a command; undefined when only a shell has it. */
  say(program: Serving["program"], command: string): string | undefined;
}

/** Where the part about calls goes. Without the mark it stands at the end. */
const MARK = /^<!-- calls -->\n?/m;

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

/** Names no client's spelling: a model finds "the tool X of the server Y" under any prefix. */
function callsPart(body: string, calls: Calls): string {
  const { serving, plugin, agents, say } = calls;
  const { program, server } = serving;
  const rows = commandsIn(body, program).flatMap((command) => {
    const tool = say(program, command);
    return tool === undefined ? [] : [`| \`${command.replace(".", " ")}\` | ${tool} |`];
  });
  const handles =
    program === "teamwright"
      ? "`session_open` and `session_start` take the absolute path of the project as `workspace`, every other tool takes the handle that they answer as `session`"
      : "`project` is then PROJECT@PATH with the absolute path of the project";
  const npx = program === "teamwright" ? "npx teamwright" : `npx -p teamwright ${program}`;
  const unknown =
    program === "teamwright" ? ` If it does not know the pack \`${server}\`, give it this skill's folder.` : "";
  const paragraphs = [
    "## Calls",
    ...(rows.length === 0
      ? []
      : [
          `The commands above are for a shell. Where tools of the server \`${server}\` are offered, call them instead, with the same fields; ${handles}.`,
          ["| command | tool |", "|---|---|", ...rows].join("\n"),
        ]),
    `Without the server, use the shell: \`${program}\`; if it is not found, \`../../bin/${program}\` beside this skill, else \`${npx}\`.${unknown} What it prints when it cannot start is for the person. Server and shell need Node.js ${NODE_FLOOR.join(".")} or newer as \`node\` on the PATH: if there is none, say so, and that https://nodejs.org has it.`,
    ...agents.map((agent) => agentPart({ agent, plugin, program })),
  ];
  return paragraphs.join("\n\n");
}

/** Under which names an agent is started: bare names resolve in some clients only. */
function agentPart({ agent, plugin, program }: { agent: string; plugin: string; program: string }): string {
  const names = `\`${plugin}:${agent}\` or \`${agent}\``;
  return program === "teamwright"
    ? `Start workers as the agent ${names}, whichever is listed; where none is, any agent that can run commands will do. A worker's name, where the client wants one, has task and dispatch in it, as \`build_001_d7\`: some clients take a name once only, and a task may need a second worker.`
    : `The agent \`${agent}\` is listed as ${names}; where neither is, start any agent that can run commands, with the same prompt.`;
}

/** Commands of `program` that a text names, each once, in the order of the text. */
export function commandsIn(text: string, program: Serving["program"]): string[] {
  const words = [...text.matchAll(new RegExp(`\\b${program} ([a-z][a-z-]*)(?: ([a-z]+))?`, "g"))];
  const found = words.flatMap(([, first = "", second = ""]) => {
    if (program !== "teamwright") return [first];
    const two = `${first}.${second}`;
    if (Object.hasOwn(COMMANDS, two) || two === "session.start") return [two];
    return Object.hasOwn(COMMANDS, first) ? [first] : [];
  });
  return [...new Set(found)];
}
