// What a model takes from our texts: the skill it loaded, the prompt it was started with, the brief of its claim. Nothing here knows an id.
import { exchanges, type Moment, type Turn } from "./talk.ts";

/** A tool in our words: `the tool X`, or `X with op Y`. */
export interface Words {
  tool: string;
  op?: string;
}

export const readWords = (text: string): Words => {
  const [, tool = "", op] = /(?:the tool )?([a-z_]+)(?: with op ([a-z.]+))?/.exec(text.trim()) ?? [];
  return op === undefined ? { tool } : { tool, op };
};

export const saidText = (turns: readonly Turn[]): string =>
  turns.flatMap((turn) => (turn.kind === "said" ? [turn.text] : [])).join("\n");

/** The agent that the host lists, of those that a skill names; when none is listed, one for any work. */
export function listedAgent({ turns, about }: Moment, names: readonly string[]): string {
  const listing = turns.flatMap((turn) => (turn.kind === "said" && !/^## Calls$/m.test(turn.text) ? [turn.text] : []));
  const text = [about, ...listing].join("\n");
  return (
    names.find((name) => new RegExp(`(?<![\\w:-])${name}(?![\\w-]|:\\w)`).test(text)) ??
    /\bgeneral(?:-purpose|ist)\b/.exec(text)?.[0] ??
    ""
  );
}

/** The name under which a host lists the skill that a person means. */
export function listedSkill(moment: Moment, wanted: string): string | undefined {
  const text = saidText(moment.turns);
  const names = [...text.matchAll(/(?:^- \**|<name>|Available: [^)]*')((?:[a-z-]+:)?[a-z][a-z-]*)/gm)].map(
    ([, name]) => name!,
  );
  return names.find((name) => name.split(":").at(-1) === wanted);
}

/** The tool that is meant, by the name this model sees: among the offered ones, then among those that are only named. */
export function findTool(
  moment: Moment,
  server: string,
  { tool }: Words,
): { name: string; offered: boolean } | undefined {
  const fits = (name: string) => name.includes(server) && new RegExp(`[^a-z]${tool}$`).test(name);
  const offered = moment.tools.find(fits);
  if (offered !== undefined) return { name: offered, offered: true };
  const answers = exchanges(moment.turns).map(({ text = "" }) => text);
  const named = [saidText(moment.turns), ...answers]
    .join("\n")
    .split(/[\s,"'`]+/)
    .find((word) => /^[\w.:-]+$/.test(word) && fits(word));
  return named === undefined ? undefined : { name: named, offered: false };
}

/** The folder that the host says it works in. */
export const workspaceOf = ({ turns }: Moment): string | undefined =>
  /(?:<cwd>|(?:working directory|workspace director\w+|current folder)[^\n/]*)\s*(?:- )?`?(\/[^\s<`]+)/i.exec(
    saidText(turns),
  )?.[1];

/** What the person said last, among the words that hosts put around it, and the turn it stands in. */
export function personSays({ turns }: Moment): { text: string; at: number } {
  const said = turns.flatMap((turn, at) =>
    turn.kind === "said" && turn.by === "person"
      ? turn.text.split("\n").map((line) => ({ text: line.trim(), at }))
      : [],
  );
  return said.findLast(({ text }) => /^(Use the skill team-|Go on|My answer: )/.test(text)) ?? { text: "", at: -1 };
}

/** Ids that a worker was started with: in its prompt, not in a text that says how prompts look. */
export function startedWith({
  turns,
}: Moment): { task: string; session: string; owner: string; dispatch: string } | undefined {
  const prompts = turns.flatMap((turn) => (turn.kind === "said" && turn.by === "person" ? [turn.text] : []));
  const line = /teamwright task claim (\S+) --session (\S+) --owner (\S+) --dispatch ([^\s`]+)/.exec(
    prompts.join("\n"),
  );
  if (!line) return undefined;
  const [, task, session, owner, dispatch] = line as unknown as [string, string, string, string, string];
  return { task, session, owner, dispatch };
}

/** Whether a host told something after a turn: the end of a worker, or a person's words. */
export const hasNews = (turns: readonly Turn[]): boolean =>
  turns.some(
    (turn) =>
      turn.kind === "said" &&
      turn.by !== "model" &&
      /notification|FINAL_ANSWER|has finished|completed/i.test(turn.text),
  );

export interface Brief {
  checkpoint: Words;
  complete: Words;
  artifact: string;
  gate: boolean;
  /** The critique that comes first: where it is recorded, its round, and who is heard. */
  discuss?: Words & { round: string; perspectives: readonly string[] };
  data?: Record<string, unknown>;
}

/** How the claim's answer says that the work is to be reported. */
export function readBrief(text: string): Brief {
  const [, checkpoint = ""] = /^- (.+?) with commit and summary after/m.exec(text) ?? [];
  const [, complete = "", artifact = "", rest = ""] =
    /^- End with (.+?): summary, artifact ([^\s,]+?)(,.*?)?\. If it cannot/m.exec(text) ?? [];
  const [, data] = /data (\{.*\})/.exec(rest) ?? [];
  const [, names = "", record = "", round = ""] =
    /^- Before the end let the perspectives (.+?) criticise the work, and record it with (.+?): round (\w+),/m.exec(
      text,
    ) ?? [];
  const fields = data === undefined ? {} : { data: fill(JSON.parse(data) as Record<string, unknown>) };
  return {
    checkpoint: readWords(checkpoint),
    complete: readWords(complete),
    artifact,
    gate: rest.includes("verdict"),
    ...(round === "" ? {} : { discuss: { ...readWords(record), round, perspectives: names.split(", ") } }),
    ...fields,
  };
}

/** A list for every field that the role must report; what stands in it matters to nobody here. */
const fill = (fields: Record<string, unknown>) =>
  Object.fromEntries(Object.keys(fields).map((key) => [key, [{ id: "g1" }]]));
