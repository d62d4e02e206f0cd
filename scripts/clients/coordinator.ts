// The scripted coordinator of a team with a pipeline: it loads the skill, starts the session, and does what each beat says.
import { readYaml } from "../../packages/pack/src/yaml-file.ts";
import { HOSTS, type HostId, nameFor } from "../../packages/hosts/src/capabilities/hosts.ts";
import { MANNERS } from "./manners.ts";
import { MEDDLED, type Mischief } from "./mischief.ts";
import { inputFor, loadedSkill, programOf, type Skill } from "./read-skill.ts";
import * as texts from "./read-texts.ts";
import { board, load, LOOKS } from "./speak.ts";
import { type Call, exchanges, type Moment, ours, type Reply } from "./talk.ts";

interface Answer {
  tool: string;
  input: Record<string, unknown>;
  text?: string;
  at: number;
  said: ReturnType<typeof ours>;
}

/** What the coordinator knows when it is asked what to do next. */
interface Place {
  host: HostId;
  moment: Moment;
  mischief: Mischief;
  skill: Skill;
  wish: { text: string; at: number };
  answers: Answer[];
  give(command: string, input: object): Reply;
}

export function coordinator(host: HostId, moment: Moment, mischief: Mischief): Reply {
  const wish = texts.personSays(moment);
  const skill = loadedSkill(moment);
  if (!skill) return load(host, moment, /\bteam-[a-z]+\b/.exec(wish.text)?.[0] ?? "");
  const answers = exchanges(moment.turns).map((call) => ({ ...call, said: ours(call.text) }));
  const give = (command: string, input: object): Reply => {
    const words = skill.calls.get(command);
    if (!words) return { text: `STUCK the skill has no tool for ${command}` };
    return { calls: [board(host, moment, { server: skill.server, words, input })] };
  };
  const last = answers.at(-1);
  if (last?.said?.ok === false) return { text: `STUCK refused: ${last.text?.slice(0, 500)}` };
  const place = { host, moment, mischief, skill, wish, answers, give };
  const handle =
    answers.map(({ said }) => said?.result?.["handle"]).find((value) => typeof value === "string") ??
    /^- (\S+@\S+): team \S+, active/m.exec(texts.saidText(moment.turns))?.[1];
  return handle === undefined ? begin(place) : goOn(place, String(handle));
}

/** Starts the session that the person wants, or opens the one that is there. */
function begin({ host, moment, skill, wish, answers, give }: Place): Reply {
  const workspace = texts.workspaceOf(moment);
  if (answers.some(({ said }) => said)) return { text: "STUCK no session" };
  if (answers.length > 2 * LOOKS) return { text: "STUCK no tool to start a session" };
  if (/\bgo on\b/i.test(wish.text)) return give("session open", { workspace });
  const list = `${programOf(moment, skill.loaded)} session list`;
  const listed = answers.some(({ input }) => JSON.stringify(input).includes(list));
  if (skill.listsFirst && !listed) return { calls: [MANNERS[host].shell(list)] };
  const { pack, flags } = skill.start;
  const issues = flags.includes("issues") ? { issues: /\S+\.md\b/.exec(wish.text)?.[0] } : {};
  const input = flags.includes("input") ? { input: inputFor(wish.text, skill) } : {};
  return give("session start", { workspace, pack, requirement: wish.text, ...issues, ...input, agent: "coordinator" });
}

function goOn(place: Place, handle: string): Reply {
  const { host, moment, mischief, wish, answers, give } = place;
  const manners = MANNERS[host];
  const mine = { session: handle, agent: "coordinator" };
  const beats = answers.filter(
    ({ said }) => said?.result?.["next"] !== undefined && said.result["spawn"] !== undefined,
  );
  const heard = beats.filter(({ at }) => at > wish.at);
  const last = heard.at(-1);
  if (!last) return give("beat", mine);
  if (mischief.meddles && !answers.some(({ input }) => JSON.stringify(input).includes(MEDDLED)))
    return {
      calls: [
        manners.edit(`${texts.workspaceOf(moment)}/${MEDDLED}`, "by the coordinator"),
        manners.shell(`touch ${MEDDLED}.built`),
      ],
    };
  const { next, spawn, running, asks, status } = last.said!.result as unknown as Beat;
  const since = answers.filter(({ at }) => at > last.at);
  if (next === "stop") return { text: `ENDED ${status}` };
  if (next === "plan") return plan(place, since, mine);
  const started = new Set(since.map(({ input }) => /task claim (\S+)/.exec(JSON.stringify(input))?.[1]));
  const due = spawn.filter(({ task }) => !started.has(task));
  if (due.length > 0) return { calls: due.map((entry) => start(place, handle, entry)) };
  const broken = new Set(answers.filter(({ input }) => input["op"] === "task.break").map(({ input }) => input["task"]));
  const dead = /\bworker is dead\b/i.test(wish.text) && heard.length === 1 && running.find(({ id }) => !broken.has(id));
  if (dead) return give("task break", { ...mine, task: dead.id, force: true, reason: "its client was killed" });
  if (next === "ask") return put(place, asks, { since, mine });
  const news = texts.hasNews(moment.turns.slice(last.at));
  const wait: Reply = manners.wait ? { calls: [manners.wait()] } : { text: "WAITING for a worker" };
  if (next === "wait" && since.length === 0 && !news) return wait;
  // A worker that was started in the background: the host says when it ends. Else its report is there already.
  const behind = since.some(({ text }) => /launched|in the background|"task_name"/i.test(text ?? ""));
  const waited = since.some(({ tool, text }) => tool === manners.wait?.().tool && text !== undefined);
  if (behind && !news && !waited) return wait;
  return beats.length > 60 ? { text: "STUCK in a circle" } : give("beat", mine);
}

interface Beat {
  next: string;
  spawn: Spawn[];
  running: { id: string }[];
  asks: { id: string; question: string; options: { id: string }[] }[];
  status: string;
}

interface Spawn {
  task: string;
  owner: string;
  dispatch: string;
}

function start({ host, moment, skill }: Place, handle: string, { task, owner, dispatch }: Spawn): Call {
  const ids: Record<string, string> = { TASK: task, SESSION: handle, OWNER: owner, DISPATCH: dispatch };
  const prompt = skill.prompt.replaceAll(/\b(TASK|SESSION|OWNER|DISPATCH)\b/g, (word) => ids[word]!);
  const agent = texts.listedAgent(moment, skill.agents);
  const name = skill.namesDispatch ? `${task}-${dispatch}` : task;
  return MANNERS[host].spawn({ name: nameFor(HOSTS[host].taskName, name), agent, prompt });
}

/** The session has no roles yet: what its start showed as an analysis is written to the file that the skill names, and given. */
function plan({ host, moment, skill, answers, give }: Place, since: Answer[], mine: object): Reply {
  const begun = answers.find(({ said }) => said?.result?.["plan"] !== undefined)?.said?.result;
  const { analysis } = (begun?.["plan"] ?? {}) as { analysis?: string };
  if (analysis === undefined) return { text: "STUCK no outline of an analysis" };
  const file = `${texts.workspaceOf(moment)}/${skill.analysisFile}`;
  const wrote = since.find(({ input }) => JSON.stringify(input).includes(file));
  if (!wrote) return { calls: [MANNERS[host].edit(file, analysis)] };
  if (/You coordinate/.test(wrote.text ?? "")) return { text: `STUCK refused: ${wrote.text?.slice(0, 300)}` };
  if (since.some(({ input }) => input["op"] === "session.plan")) return give("beat", mine);
  return give("session plan", { ...mine, analysis: readYaml(analysis, file).data });
}

/** Nobody is at hand: the question ends the turn, and what the person says next answers it. */
function put({ wish, give }: Place, asks: Beat["asks"], { since, mine }: { since: Answer[]; mine: object }): Reply {
  const [ask] = asks;
  const [, option] = /^My answer: (\w+)/.exec(wish.text) ?? [];
  if (!ask) return { text: "STUCK asked without a question" };
  if (since.some(({ input }) => input["op"] === "ask.answer")) return give("beat", mine);
  if (option === undefined) return { text: `ASKED ${ask.question} ${ask.options.map(({ id }) => id).join(", ")}` };
  return give("ask answer", { ...mine, ask: ask.id, option, note: wish.text });
}
