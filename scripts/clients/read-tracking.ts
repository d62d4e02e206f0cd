// What a model takes from the texts of the tracking pack: lines of their shell blocks with the names filled in, and who is to be started how.
import { programOf, type Loaded } from "./read-skill.ts";
import { readWords, saidText, type Words } from "./read-texts.ts";
import type { Moment } from "./talk.ts";

/** Marks of the texts, as their first heading. */
export const LEAD: RegExp = /^\s*# Team tracking$/m;
export const SUPERVISE: RegExp = /^\s*# Supervise$/m;
export const EXECUTE: RegExp = /^\s*# Execute$/m;
export const PLAN: RegExp = /^(?:\s*|Output: )# Plan$/m;

/** The one line of a text's shell blocks that has `words`, with every name in capitals filled in; quoted values are quoted for the shell. Throws where the text has no such line. */
export function shellLine(text: string, words: string, names: Readonly<Record<string, string>>): string {
  const blocks = [...text.matchAll(/^[ \t]*```sh\n(.*?)^[ \t]*```$/gms)].flatMap(([, block]) =>
    block!.trim().split("\n"),
  );
  const found = blocks.map((line) => line.trim()).filter((line) => line.includes(words));
  if (found.length !== 1) throw new Error(`STUCK ${found.length} lines of the text have \`${words}\``);
  return found[0]!.replaceAll(/ROLE@dispatch-N|"?\b[A-Z]{2,}\b"?/g, (name) => {
    const value = names[name.replaceAll('"', "")];
    if (value === undefined) return name;
    return name.startsWith('"') ? `'${value}'` : value;
  });
}

/** A line with its program as the shell finds it. */
export const runnable = (moment: Moment, skill: Loaded, line: string): string =>
  line.replace(/^team-tracking\b/, programOf(moment, skill));

/** The tool that a skill's table names for a word of the shell. */
export function toolFor({ text }: Loaded, word: string): { server: string; words: Words } | undefined {
  const [, tool] = new RegExp(`^\\| \`${word}\` \\| ([a-z_]+) \\|$`, "m").exec(text) ?? [];
  const [, server] = /tools of the server `([^`]+)`/.exec(text) ?? [];
  return tool === undefined || server === undefined ? undefined : { server, words: readWords(tool) };
}

/** The agent and the prompt that a planner is started with. */
export function plannerIn({ text }: Loaded): { names: string[]; prompt: string } {
  const [, prompt = ""] = /^Start the `team-tracking-planner` agent with this prompt: "(.+?)"/m.exec(text) ?? [];
  const [, names = ""] = /^The agent `team-tracking-planner` is listed as (.+?);/m.exec(text) ?? [];
  return { prompt, names: [...names.matchAll(/`([^`]+)`/g)].map(([, name]) => name!) };
}

/** The page of the skill that a planner reads. */
export const planPage = ({ text, folder }: Loaded): string =>
  `${folder}/${/^\| the planner it starts \| `([^`]+)` of this skill \|$/m.exec(text)?.[1]}`;

/** Roles of the stages that every task needs, in the order of the page on planning. */
export const stagesIn = ({ text }: Loaded): string[] =>
  [...text.matchAll(/^\| [^|]+ \| `([a-z-]+)` \| always\b[^|]*\|$/gm)].map(([, role]) => role!);

/** What a planner was started with. */
export function plannerOf(moment: Moment): { project: string; wanted: string } | undefined {
  const [, project, wanted] =
    /^Use skill team-tracking as the planner of project (\S+): follow its page on planning\. Wanted: (.+)$/m.exec(
      personText(moment),
    ) ?? [];
  return project === undefined || wanted === undefined ? undefined : { project, wanted };
}

export interface Brief {
  acquire: string;
  project: string;
  id: string;
  owner: string;
}

/** What a specialist was started with: the line that locks its ticket. */
export function specialistOf(moment: Moment): Brief | undefined {
  const [, acquire, project, id, owner] =
    /^Use skill team-tracking-execute\. .*? run via bash: (team-tracking acquire --project=(\S+) --id=(\S+) --owner=(\S+))$/m.exec(
      personText(moment),
    ) ?? [];
  return acquire === undefined ? undefined : { acquire, project: project!, id: id!, owner: owner! };
}

const personText = ({ turns }: Moment): string =>
  saidText(turns.filter((turn) => turn.kind === "said" && turn.by === "person"));

/** The JSON that our shell printed in one line, whatever the client put around it. */
export function printed(text: string | undefined): unknown {
  for (const line of (text ?? "").split("\n")) {
    const from = line.search(/[{[]["{\]]/);
    const end = Math.max(line.lastIndexOf("}"), line.lastIndexOf("]"));
    if (from < 0 || end < from) continue;
    try {
      return JSON.parse(line.slice(from, end + 1)) as unknown;
    } catch {}
  }
  return undefined;
}

/** The fields of a command line as the tools take them: the ticket is `ref`, dashes are underscores. */
export function fieldsOf(line: string): Record<string, unknown> {
  const flags = [...line.matchAll(/--([a-z-]+)=(?:'([^']*)'|(\S+))/g)].map(
    ([, flag, quoted, plain]) => [flag!.replaceAll("-", "_"), quoted ?? plain!] as const,
  );
  const { project, ticket_id, ...fields } = Object.fromEntries(flags);
  return { ref: { project, id: ticket_id }, ...fields };
}

/** What a listener heard, oldest first; the greatest `at` is the cursor of the next. */
export function heardIn(calls: readonly { input: object; text?: string }[]): { events: BoardEvent[]; times: number } {
  const envelopes = calls.flatMap(({ input, text }) =>
    JSON.stringify(input).includes("tracking listen") ? ((printed(text) as Envelope | undefined) ?? []) : [],
  );
  return {
    events: envelopes.flatMap(({ events = [], ref }) => events.map((event) => ({ ...event, id: ref?.id ?? "" }))),
    times: envelopes.length,
  };
}

interface Envelope {
  ref?: { id: string };
  events?: Omit<BoardEvent, "id">[];
}

export interface BoardEvent {
  id: string;
  type: string;
  at: string;
  to_status?: string;
  commit_id?: string;
  kind?: string;
  message_id?: string;
}

/** How long a listener of a proof waits: as long as the text says would hold the shell of some clients too long. */
export const shortly = (line: string): string => line.replace(/--timeout-ms=\d+/, "--timeout-ms=8000");
