// The scripted coordinator of a team with a pipeline: it loads the skill, starts the session, and does what each beat says.
import { HOSTS, type HostId, nameFor } from "../../packages/hosts/src/capabilities/hosts.ts";
import { MANNERS } from "./manners.ts";
import { MEDDLED, type Mischief } from "./mischief.ts";
import * as texts from "./read-texts.ts";
import { board, LOOKS } from "./speak.ts";
import { type Call, exchanges, type Moment, ours, type Reply } from "./talk.ts";

export function coordinator(host: HostId, moment: Moment, mischief: Mischief): Reply {
  const manners = MANNERS[host];
  const calls = exchanges(moment.turns);
  const wish = texts.personSays(moment);
  const wanted = /\b(team-[a-z]+)\b/.exec(wish)?.[1] ?? "team-issue";
  const skill = texts.loadedSkill(moment);
  if (!skill) {
    const listed = texts.listedSkill(moment, wanted);
    if (listed === undefined || calls.length > 3) return { text: `STUCK no skill ${wanted} to load` };
    return { calls: [manners.skill(listed, moment)] };
  }
  const { server } = skill;
  const give = (command: string, input: object): Reply => {
    const words = skill.calls.get(command) ?? { tool: command.replace(" ", "_") };
    return { calls: [board(host, moment, { server, words, input })] };
  };
  const answers = calls.map((call) => ({ ...call, said: ours(call.text) }));
  const refused = answers.findLast(({ said }) => said?.ok === false);
  if (refused && refused === answers.at(-1)) return { text: `STUCK refused: ${refused.text?.slice(0, 500)}` };
  const handle =
    answers.map(({ said }) => said?.result?.["handle"]).find((value) => typeof value === "string") ??
    /^- (\S+@\S+): team \S+, active/m.exec(texts.saidText(moment.turns))?.[1];
  if (handle === undefined) {
    const workspace = texts.workspaceOf(moment);
    if (answers.filter(({ said }) => said).length > 0 || calls.length > 2 * LOOKS) return { text: "STUCK no session" };
    if (/\bgo on\b/i.test(wish)) return give("session open", { workspace });
    const [issues] = /\S+\.md\b/.exec(wish) ?? [];
    return give("session start", {
      workspace,
      pack: skill.start.pack,
      requirement: wish,
      issues,
      agent: "coordinator",
    });
  }
  const beats = answers.filter(
    ({ said }) => said?.result?.["next"] !== undefined && said.result["spawn"] !== undefined,
  );
  const last = beats.at(-1);
  const beat = () => give("beat", { session: handle, agent: "coordinator" });
  if (!last) return beat();
  const meddled = calls.some(({ input }) => JSON.stringify(input).includes(MEDDLED));
  if (mischief.meddles && !meddled)
    return {
      calls: [
        manners.edit(`${texts.workspaceOf(moment)}/${MEDDLED}`, "by the coordinator"),
        manners.shell(`touch ${MEDDLED}.built`),
      ],
    };
  const { next, spawn, running } = last.said!.result as { next: string; spawn: Spawn[]; running: { id: string }[] };
  const since = calls.filter(({ at }) => at > last.at);
  const news = texts.hasNews(moment.turns.slice(last.at));
  if (next === "stop") return { text: `ENDED ${String(last.said!.result!["status"])}` };
  const started = new Set(since.map(({ input }) => /task claim (\S+)/.exec(JSON.stringify(input))?.[1]));
  const due = spawn.filter(({ task }) => !started.has(task));
  if (due.length > 0)
    return { calls: due.map((entry) => start(host, moment, { skill, handle: String(handle), entry })) };
  const broken = new Set(calls.filter(({ input }) => input["op"] === "task.break").map(({ input }) => input["task"]));
  const dead =
    /\bworker is dead\b/i.test(wish) && beats.length === 1 ? running.find(({ id }) => !broken.has(id)) : undefined;
  if (dead)
    return give("task break", {
      session: handle,
      agent: "coordinator",
      task: dead.id,
      force: true,
      reason: "its client was killed",
    });
  if (next === "wait" && since.length === 0 && !news)
    return manners.wait ? { calls: [manners.wait()] } : { text: "WAITING for a worker" };
  // A worker that was started in the background: the host says when it ends. Else its report is there already.
  const behind = since.some(({ text }) => /launched|in the background|"task_name"/i.test(text ?? ""));
  const waited = since.some(({ tool, text }) => tool === manners.wait?.().tool && text !== undefined);
  if (behind && !news && !waited) return manners.wait ? { calls: [manners.wait()] } : { text: "WAITING for a worker" };
  return beats.length > 60 ? { text: "STUCK in a circle" } : beat();
}

interface Spawn {
  task: string;
  owner: string;
  dispatch: string;
}

function start(
  host: HostId,
  moment: Moment,
  { skill, handle, entry }: { skill: texts.Skill; handle: string; entry: Spawn },
): Call {
  const ids: Record<string, string> = {
    TASK: entry.task,
    SESSION: handle,
    OWNER: entry.owner,
    DISPATCH: entry.dispatch,
  };
  const prompt = skill.prompt.replaceAll(/\b(TASK|SESSION|OWNER|DISPATCH)\b/g, (word) => ids[word]!);
  const agent = texts.listedAgent(moment, skill.agents);
  return MANNERS[host].spawn({ name: nameFor(HOSTS[host].taskName, entry.task), agent, prompt });
}
