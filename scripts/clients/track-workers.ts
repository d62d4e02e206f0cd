// The scripted planner and specialist of a tracking board, each as its skill says: commands for a shell, or the tool that stands for them.
import type { HostId } from "../../packages/hosts/src/capabilities/hosts.ts";
import { MANNERS } from "./manners.ts";
import type { Mischief } from "./mischief.ts";
import { type Loaded, loadedText } from "./read-skill.ts";
import {
  type Brief,
  EXECUTE,
  fieldsOf,
  heardIn,
  LEAD,
  PLAN,
  planPage,
  printed,
  runnable,
  shellLine,
  shortly,
  stagesIn,
  toolFor,
} from "./read-tracking.ts";
import { board, end, load } from "./speak.ts";
import { exchanges, type Moment, type Reply } from "./talk.ts";

/** What the person wants, as tickets on the board and a list of whom to start. */
export function planner(host: HostId, moment: Moment, { project, wanted }: { project: string; wanted: string }): Reply {
  const skill = loadedText(moment, LEAD);
  if (!skill) return load(host, moment, "team-tracking");
  const page = loadedText(moment, PLAN);
  if (!page) return { calls: [MANNERS[host].shell(`cat '${planPage(skill)}'`)] };
  const answers = exchanges(moment.turns).filter(({ text }) => !isMissing(text));
  const stages = stagesIn(page);
  const words = { PROJECT: project, TITLE: wanted.replaceAll("'", ""), BODY: "Done when it is committed." };
  const idOf = (line: string) =>
    (printed(answers.find(({ input }) => has(input, line))?.text) as { id: string } | undefined)?.id ?? "";
  const story = idOf("--type=story");
  const task = idOf("--type=task");
  const lines = [
    shellLine(page.text, "team-tracking list", words),
    shellLine(page.text, "--type=story", words),
    shellLine(page.text, "--type=task", { ...words, PARENT: story }),
    shellLine(page.text, "--status=Todo", { ...words, ID: task }),
    ...stages.map((role) => shellLine(page.text, "--type=subtask", { ...words, PARENT: task, TITLE: role })),
  ];
  const due = lines.find((line) => !answers.some(({ input }) => has(input, line.slice(line.indexOf(" ")))));
  if (due !== undefined) return run(host, moment, { skill, line: due });
  const made = stages.map((role) => idOf(`--title='${role}'`));
  const list = listOf(page, { project, ids: made, roles: stages });
  const checked = answers.find(({ input }) => has(input, "check-plan"));
  if (!checked) {
    const line = shellLine(page.text, "check-plan", { ...words, FILE: "-" });
    return run(host, moment, { skill, line: `${line} <<'PLAN'\n${list}\nPLAN` });
  }
  if (!checked.text?.includes("dispatch_list"))
    return end(host, moment, `STUCK no plan: ${checked.text?.slice(0, 300)}`);
  return end(host, moment, `This is whom to start.\n\n\`\`\`json\n${list}\n\`\`\``);
}

/** The example of the page, with one entry for each ticket, each behind the one before it. */
function listOf(page: Loaded, { project, ids, roles }: { project: string; ids: string[]; roles: string[] }): string {
  const example = JSON.parse(/```json\n([^]*?)```/.exec(page.text)?.[1] ?? "{}") as {
    dispatch_list: Example[];
    notes: string;
  };
  const [entry] = example.dispatch_list;
  const dispatch_list = ids.map((id, n) => ({
    ref: { project, id },
    role: roles[n],
    brief: entry!.brief
      .replaceAll("PROJECT", project)
      .replaceAll(entry!.ref.id, id)
      .replace(`${entry!.role}@dispatch-1`, `${roles[n]}@dispatch-${n + 1}`),
    depends_on: ids.slice(0, n).slice(-1),
  }));
  return JSON.stringify({ ...example, dispatch_list }, null, 1);
}

interface Example {
  ref: { id: string };
  role: string;
  brief: string;
}

/** One ticket, from its lock to its release. */
export function specialist(
  host: HostId,
  moment: Moment,
  { acquire, project, id, owner, mischief }: Brief & { mischief: Mischief },
): Reply {
  const skill = loadedText(moment, EXECUTE);
  if (!skill) return load(host, moment, "team-tracking-execute");
  const answers = exchanges(moment.turns).filter(({ text }) => !isMissing(text));
  const refused = answers.at(-1)?.text ?? "";
  if (/"error"|isError|No such tool/.test(refused)) return end(host, moment, `STUCK refused: ${refused.slice(0, 400)}`);
  const lock = answers.find(({ input }) => has(input, acquire.slice(acquire.indexOf(" "))));
  if (!lock) return run(host, moment, { skill, line: acquire });
  const { lock_token: TOKEN, acquired_at } = (printed(lock.text) ?? {}) as {
    lock_token?: string;
    acquired_at?: string;
  };
  if (TOKEN === undefined || acquired_at === undefined)
    return end(host, moment, `STUCK no lock: ${lock.text?.slice(0, 300)}`);
  const since = answers.filter(({ at }) => at > lock.at);
  const [, root, SHA] =
    /(?:^|Output: )(\/\S+)\n([0-9a-f]{40})$/m.exec(since.map(({ text }) => text ?? "").join("\n")) ?? [];
  if (SHA === undefined) {
    if (since.length > 2) return end(host, moment, `STUCK no commit: ${refused.slice(0, 300)}`);
    const work = ["mkdir -p src/area", `echo ${id} > src/area/${id}.txt`, "git add src/area", `git commit -q -m ${id}`];
    return { calls: [MANNERS[host].shell([...work, "git rev-parse --show-toplevel HEAD"].join(" && "))] };
  }
  const words = {
    PROJECT: `${project}@${root}`,
    ID: id,
    TOKEN,
    SHA,
    UPDATE: `did ${id}`,
    SUMMARY: `all of ${id} is there`,
  };
  const heard = heardIn(since).events;
  const asked = heard.find(({ kind }) => kind === "question");
  const cursor =
    heard
      .map(({ at }) => at)
      .toSorted()
      .at(-1) ?? acquired_at;
  const names = {
    ...words,
    MESSAGE: asked?.message_id ?? "",
    BODY: "It is all in the commit.",
    "ROLE@dispatch-N": owner,
  };
  const lines = [
    shellLine(skill.text, "team-tracking checkpoint", words),
    ...(mischief.asks && !asked
      ? [shortly(shellLine(skill.text, "team-tracking listen", { PROJECT: project, ID: id, CURSOR: cursor }))]
      : []),
    ...(asked ? [shellLine(skill.text, "--kind=response", names)] : []),
    shellLine(skill.text, 'progress --project=PROJECT --ticket-id=ID --lock-token=TOKEN --update="UPDATE"', words),
    shellLine(skill.text, "--final-status=Done", words),
  ];
  for (const line of lines) {
    const [, word = ""] = /^team-tracking ([a-z-]+)/.exec(line) ?? [];
    if (word === "listen") return run(host, moment, { skill, line });
    const called = toolFor(skill, word);
    if (!called) return end(host, moment, `STUCK the skill has no tool for ${word}`);
    if (since.some(({ tool }) => tool.endsWith(called.words.tool))) continue;
    return { calls: [board(host, moment, { ...called, input: fieldsOf(line) })] };
  }
  return end(host, moment, `${id} is given back.`);
}

const run = (host: HostId, moment: Moment, { skill, line }: { skill: Loaded; line: string }): Reply => ({
  calls: [MANNERS[host].shell(runnable(moment, skill, line))],
});

const has = (input: object, words: string): boolean =>
  JSON.stringify(input).includes(JSON.stringify(words).slice(1, -1));

const isMissing = (text: string | undefined): boolean => /team-tracking: (command )?not found/.test(text ?? "");
