// One call of one hook: input as text, and what the process is to print and end with. Whatever goes wrong, the user's work goes on.
import { dirname, join } from "node:path";
import { HOSTS } from "../capabilities/hosts.ts";
import type { HostFacts } from "../capabilities/capability.ts";
import { begin } from "./begin.ts";
import { finish } from "./finish.ts";
import { type HookAnswer, type HookInput, readHookInput } from "./hook-input.ts";
import { identify } from "./identify.ts";
import type { Work } from "./judge-work.ts";
import { lock } from "./lock.ts";
import { type Notebook, openNotebook } from "./notebook.ts";
import { remember } from "./remember.ts";
import { renew } from "./renew.ts";

export interface HookEnd {
  /** 0, or 2: the client hands `err` to the agent and does not let it stop. */
  code: 0 | 2;
  out: string;
  err: string;
}

export interface HookCall {
  stdin: string;
  /** What begins the name of each tool of the pack's server, and the team that it serves. */
  prefix?: string;
  team?: string;
  env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since 1970. */
  now: number;
}

interface Given {
  book: Notebook;
  folder: string;
  gate: string;
  prefix: string;
  team: string;
  now: number;
  pack?: string;
}

export const HOOKS = {
  begin,
  identify,
  lock: (input, { book, prefix, pack, now }) =>
    lock(input, { book, prefix, now, tools: WORK, ...(pack === undefined ? {} : { pack }) }),
  remember,
  renew,
  finish,
} satisfies Record<string, (input: HookInput, given: Given) => HookAnswer | Promise<HookAnswer>>;
export type HookName = keyof typeof HOOKS;

const WORK: Readonly<Record<string, Work>> = Object.assign(
  {},
  ...Object.values(HOSTS).map(({ hooks }: HostFacts) => hooks?.work),
);

/** Folders in what the client keeps for packs: the notes, which all packs share, and the gate of this one. Undefined outside of a client. */
export function foldersOf(env: HookCall["env"]): { folder: string; gate: string } | undefined {
  const data = env["CLAUDE_PLUGIN_DATA"] ?? env["PLUGIN_DATA"];
  if (data === undefined || data === "") return undefined;
  return { folder: join(dirname(data), "teamwright-notes"), gate: join(data, "team") };
}

/** Never rejects. A fault is told on `err` only with TEAMWRIGHT_DEBUG, and the code is 0. */
export async function runHook(name: string, { stdin, prefix = "", team = "", env, now }: HookCall): Promise<HookEnd> {
  const end: HookEnd = { code: 0, out: "", err: "" };
  try {
    const folders = foldersOf(env);
    const input = readHookInput(stdin);
    if (!folders || !input || !Object.hasOwn(HOOKS, name) || env["TEAMWRIGHT_HOOKS"] === "off") return end;
    if (name === "lock" && env["TEAMWRIGHT_LOCK"] === "off") return end;
    const pack = env["CLAUDE_PLUGIN_ROOT"] ?? env["PLUGIN_ROOT"];
    const book = openNotebook(folders.folder, input.session_id);
    const given: Given = { ...folders, prefix, team, now, book };
    const answer = await HOOKS[name as HookName](input, pack === undefined ? given : { ...given, pack });
    if (answer === undefined) return end;
    return "back" in answer
      ? { code: 2, out: "", err: `${answer.back}\n` }
      : { ...end, out: JSON.stringify(answer.say) };
  } catch (error) {
    return env["TEAMWRIGHT_DEBUG"] ? { ...end, err: `hook ${name}: ${(error as Error).stack}\n` } : end;
  }
}
