// What a model takes from a skill that it loaded: what to call, with which words to start a worker, what else the text says to do.
import { readWords, type Words } from "./read-texts.ts";
import { exchanges, type Moment } from "./talk.ts";

/** The entry skill, as the host gave it to the model. */
export function loadedSkill(moment: Moment): Skill | undefined {
  const found = loadedText(moment, /^## Calls$[^]*^## Beat$|^## Beat$[^]*^## Calls$/m);
  return found && readSkill(found);
}

/** A text that the host gave the model, and the folder it lies in, where the host says it. */
export interface Loaded {
  text: string;
  folder: string;
}

/** The text of a skill or page that has `mark`. */
export function loadedText({ turns }: Moment, mark: RegExp): Loaded | undefined {
  const found = turns.find((turn) => turn.kind !== "call" && mark.test(turn.text));
  if (found === undefined || found.kind === "call") return undefined;
  const { text } = found;
  const call = found.kind === "answer" ? turns.find((turn) => turn.kind === "call" && turn.id === found.id) : undefined;
  const folder =
    /^Base directory for this skill: (\/\S+)/m.exec(text) ??
    /^(\/\S+)\/\n[├└]/m.exec(text) ??
    /(\/[^\s'"]+)\/SKILL\.md/.exec(JSON.stringify(call?.kind === "call" ? call.input : ""));
  return { text, folder: folder?.[1] ?? "" };
}

/** How the shell finds a program: by its name, or beside the skill once the shell did not find the name. */
export function programOf({ turns }: Moment, { text, folder }: Loaded): string {
  const [, name = "", file = ""] =
    /use the shell: `([a-z-]+)`; if it is not found, `([^`]+)` beside this skill/.exec(text) ?? [];
  const missing = exchanges(turns).some(({ text: out = "" }) => new RegExp(`${name}: (command )?not found`).test(out));
  return missing ? `${folder}/${file}` : name;
}

export interface Skill {
  server: string;
  /** Our tool for a command line of the text, by its words: `task break`. */
  calls: ReadonlyMap<string, Words>;
  /** The flags and words of the command line that starts a session. */
  start: { pack: string; flags: readonly string[] };
  /** What a worker is started with, before the ids are put in. */
  prompt: string;
  agents: readonly string[];
  /** Whether a worker's name has its dispatch in it. */
  namesDispatch: boolean;
  /** Whether one looks for a session that goes on, before one is started. */
  listsFirst: boolean;
  /** The file that an analysis is written to. */
  analysisFile: string;
  /** What the person may want, with the fields of the input that it is chosen by. */
  choices: readonly { wanted: string; fields: string }[];
  /** The field of the input that leaves out the supervisor. */
  unsupervised: string;
  loaded: Loaded;
}

function readSkill(loaded: Loaded): Skill {
  const { text } = loaded;
  const calls = [...text.matchAll(/^\| `([a-z ]+)` \| ([^|]+) \|$/gm)].map(
    ([, command, words]) => [command!, readWords(words!)] as const,
  );
  const [, open] = /`(session_open)` and `session_start` take the absolute path/.exec(text) ?? [];
  const [, pack = "", rest = ""] = /^teamwright session start (\S+)(.*)$/m.exec(text) ?? [];
  const [, agents = ""] = /^Start workers as the agent (.*?), whichever/m.exec(text) ?? [];
  return {
    loaded,
    server: /tools of the server `([^`]+)`/.exec(text)?.[1] ?? "",
    calls: new Map([...calls, ...(open === undefined ? [] : [["session open", { tool: open }] as const])]),
    start: { pack, flags: [...rest.matchAll(/--([a-z-]+)/g)].map(([, flag]) => flag!) },
    prompt: /this prompt: "(.+?)"/.exec(text)?.[1] ?? "",
    agents: [...agents.matchAll(/`([^`]+)`/g)].map(([, name]) => name!),
    namesDispatch: /^Start workers .* A worker's name\b.* has task and dispatch in it/m.test(text),
    listsFirst: /^First look .*`teamwright session list`/m.test(text),
    analysisFile: /^teamwright session plan --analysis (\S+)/m.exec(text)?.[1] ?? "",
    choices: [...text.matchAll(/^\| ([^|]+) \| `[a-z-]+` \| (?:nothing|`([^|]+)`) \|$/gm)].map(
      ([, wanted, fields]) => ({
        ...{ wanted: wanted!, fields: fields ?? "" },
      }),
    ),
    unsupervised: /^`("[a-z]+":false)` in the input leaves out the supervisor/m.exec(text)?.[1] ?? "",
  };
}

/** The input that a skill's own table chooses for a wish. */
export function inputFor(wish: string, { choices, unsupervised }: Skill): Record<string, unknown> {
  const chosen = choices.find(({ wanted }) => wish.includes(`: ${wanted}`))?.fields ?? "";
  const fields = [chosen, /without a supervisor/.test(wish) ? unsupervised : ""].filter((field) => field !== "");
  return JSON.parse(`{${fields.join(",")}}`) as Record<string, unknown>;
}
