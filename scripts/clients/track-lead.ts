// The scripted lead of a tracking board: it sets the board up, lets it be planned, starts specialists and listens, line by line as the skills say.
import { HOSTS, type HostId, nameFor } from "../../packages/hosts/src/capabilities/hosts.ts";
import { MANNERS } from "./manners.ts";
import { MEDDLED, type Mischief } from "./mischief.ts";
import { loadedText, type Loaded } from "./read-skill.ts";
import * as texts from "./read-texts.ts";
import {
  fieldsOf,
  heardIn,
  LEAD,
  plannerIn,
  printed,
  runnable,
  shellLine,
  shortly,
  SUPERVISE,
  toolFor,
} from "./read-tracking.ts";
import { board, load } from "./speak.ts";
import { type Call, exchanges, type Moment, type Reply } from "./talk.ts";

/** Listeners of one lead; each ends with news or after a few seconds. */
const LISTENERS = 25;

interface Entry {
  ref: { id: string };
  role: string;
  brief: string;
  depends_on: string[];
}

export function lead(host: HostId, moment: Moment, mischief: Mischief): Reply {
  const wish = texts.personSays(moment);
  const base = loadedText(moment, LEAD);
  if (!base) return load(host, moment, "team-tracking");
  const PROJECT = /\bboard ([a-z]+)/.exec(wish.text)?.[1] ?? "";
  const calls = exchanges(moment.turns).filter(({ text }) => !/team-tracking: (command )?not found/.test(text ?? ""));
  const ran = (words: string) => calls.findLast(({ input }) => JSON.stringify(input).includes(words));
  const shell = (skill: Loaded, words: string, names: Record<string, string>): Reply => {
    const line = shortly(shellLine(skill.text, words, { PROJECT, ...names })).replace(" --since=CURSOR", "");
    return { calls: [MANNERS[host].shell(runnable(moment, base, line))] };
  };
  const tell = (skill: Loaded, words: string, names: Record<string, string>): Reply => {
    const line = shellLine(skill.text, words, { PROJECT: `${PROJECT}@${texts.workspaceOf(moment)}`, ...names });
    const called = toolFor(skill, "message");
    return called
      ? { calls: [board(host, moment, { ...called, input: fieldsOf(line) })] }
      : { text: "STUCK no tool for message" };
  };
  if (!ran("team-tracking init ")) return shell(base, "team-tracking init", {});
  const [, next = ""] = /^\| the one who leads \| `([a-z-]+)` \|$/m.exec(base.text) ?? [];
  const skill = loadedText(moment, SUPERVISE);
  if (!skill) return load(host, moment, next);
  const planner = plannerIn(skill);
  const planning = ran("as the planner of project");
  if (!planning) {
    const prompt = planner.prompt.replace("PROJECT", PROJECT).replace("REQUIREMENT", wish.text);
    return { calls: [spawn(host, moment, { name: "planner-1", prompt, names: planner.names })] };
  }
  const message = lastMessage(moment, planning.at);
  if (message === undefined) return wait(host);
  const file = `${texts.workspaceOf(moment)}/.teamwright/plan.md`;
  if (!ran(file)) return { calls: [MANNERS[host].edit(file, message)] };
  const checked = ran("check-plan");
  if (!checked) return shell(skill, "check-plan", { FILE: file });
  const list = (printed(checked.text) as { dispatch_list: Entry[] } | undefined)?.dispatch_list;
  if (!list) return { text: `STUCK the plan is refused: ${checked.text?.slice(0, 300)}` };
  return supervise(host, moment, {
    list,
    mischief,
    shell: (words, names) => shell(skill, words, names),
    tell: (words, names) => tell(skill, words, names),
  });
}

interface Watch {
  list: Entry[];
  mischief: Mischief;
  /** A line of the skill, as a call. */
  shell(words: string, names: Record<string, string>): Reply;
  /** A line of the skill, as the tool that stands for it. */
  tell(words: string, names: Record<string, string>): Reply;
}

/** Starts whatever waits for nothing, listens, looks at each checkpoint's diff, sweeps at the end. */
function supervise(host: HostId, moment: Moment, { list, mischief, shell, tell }: Watch): Reply {
  const calls = exchanges(moment.turns);
  const said = calls.map(({ input }) => JSON.stringify(input));
  const { events, times } = heardIn(calls);
  const done = new Set(events.filter(({ to_status }) => to_status === "Done").map(({ id }) => id));
  const spawned = calls
    .filter(({ tool }) => tool === HOSTS[host].tools.spawn)
    .map(({ input }) => JSON.stringify(input));
  const isStarted = ({ brief }: Entry) => spawned.some((input) => input.includes(firstLine(brief)));
  const due = list.filter((entry) => !isStarted(entry) && entry.depends_on.every((id) => done.has(id)));
  if (due.length > 0)
    return {
      calls: due.map(({ ref, role, brief }) =>
        spawn(host, moment, { name: `${ref.id}-${role}`, prompt: brief, names: [] }),
      ),
    };
  const unseen = events.find(
    ({ commit_id }) => commit_id !== undefined && !said.some((input) => input.includes(`git show --stat ${commit_id}`)),
  );
  if (unseen) return shell("git show", { SHA: unseen.commit_id! });
  const points = events.filter(({ commit_id }) => commit_id !== undefined);
  if (mischief.meddles && points.length > 0 && !said.some((input) => input.includes(MEDDLED)))
    return { calls: [MANNERS[host].edit(`${texts.workspaceOf(moment)}/${MEDDLED}`, "by the lead")] };
  const asked = (id: string) => said.some((input) => input.includes('"question"') && input.includes(id));
  const silent = mischief.asks ? points.find(({ id }) => !asked(id)) : undefined;
  if (silent) return tell("--kind=question", { ID: silent.id, BODY: "Is it all there?" });
  const answer = events.find(
    ({ kind, message_id: of }) => kind === "response" && !said.some((input) => input.includes(`"in_reply_to":"${of}"`)),
  );
  if (answer) return tell("--kind=ack", { ID: answer.id, MESSAGE: answer.message_id!, BODY: "Good." });
  if (list.every(({ ref }) => done.has(ref.id))) {
    if (!said.at(-1)!.includes("tracking status")) return shell("team-tracking status", {});
    return { text: `ENDED ${calls.at(-1)!.text?.slice(0, 300)}` };
  }
  const stuck = /\bSTUCK [^\n<]+/.exec(
    texts.saidText(moment.turns.filter((turn) => turn.kind === "said" && turn.by !== "model")),
  );
  if (stuck) return { text: stuck[0] };
  if (times > LISTENERS) return { text: `STUCK after ${times} listeners` };
  const cursor = events
    .map(({ at }) => at)
    .toSorted()
    .at(-1);
  return shell("team-tracking listen", cursor === undefined ? {} : { CURSOR: cursor });
}

const firstLine = (text: string): string => JSON.stringify(text.split("\n")[0]).slice(1, -1);

/** What the planner ended with, wherever the host put it. */
function lastMessage({ turns }: Moment, after: number): string | undefined {
  const found = turns
    .slice(after)
    .flatMap((turn) => (turn.kind === "call" ? [] : [turn.text]))
    .find((text) => text.includes("dispatch_list"));
  const block = found === undefined ? undefined : /```json\n[^]*?\n```/.exec(found)?.[0];
  return block;
}

const wait = (host: HostId): Reply => {
  const { wait: call } = MANNERS[host];
  return call ? { calls: [call()] } : { text: "WAITING for a worker" };
};

function spawn(
  host: HostId,
  moment: Moment,
  { name, prompt, names }: { name: string; prompt: string; names: string[] },
): Call {
  const agent = texts.listedAgent(moment, names);
  return MANNERS[host].spawn({ name: nameFor(HOSTS[host].taskName, name), agent, prompt });
}
