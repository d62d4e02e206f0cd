// The scripted model. It knows how to read and how to obey, and nothing of our product: ids, tokens and next steps come from what our texts and tools said.
import { HOSTS, type HostId, nameFor } from "../../packages/hosts/src/capabilities/hosts.ts";
import { MANNERS } from "./manners.ts";
import * as texts from "./read-texts.ts";
import { type Call, exchanges, type Model, type Moment, ours, type Reply } from "./talk.ts";

/** Where the model does not obey, to see what stops it. */
export interface Mischief {
  /** The coordinator edits and builds by itself, once. */
  meddles?: boolean;
  /** The first worker stops with its task in hand, and leaves out who it is. */
  slips?: boolean;
  /** After the first checkpoint nothing comes any more. */
  hangs?: boolean;
  /** Says only that it is there, and starts one worker that does the same. */
  looks?: boolean;
}

/** How often a tool is looked for in one conversation. */
const LOOKS = 12;

export const MEDDLED = "meddled.txt";

export function scriptedModel(host: HostId, mischief: Mischief): Model {
  return (moment) =>
    moment.worker === undefined ? coordinator(host, moment, mischief) : worker(host, moment, mischief);
}

/** A call of our server. Where the host only names the tool so far, it is looked up first. */
function board(
  host: HostId,
  moment: Moment,
  { server, words, input }: { server: string; words: texts.Words; input: object },
): Call {
  const found = texts.findTool(moment, server, words);
  const { discover } = MANNERS[host];
  const looked = exchanges(moment.turns).filter(({ tool }) => tool === discover?.("").tool);
  const known = found && looked.some(({ input: i, text }) => `${JSON.stringify(i)} ${text}`.includes(found.name));
  // A server that still starts is not found at the first look.
  if (discover && !found?.offered && !known && looked.length < LOOKS)
    return discover(found?.name ?? `${server} ${words.tool}`);
  const op = words.op === undefined ? {} : { op: words.op };
  return { tool: found?.name ?? `${server}.${words.tool}`, input: { ...op, ...input } };
}

function coordinator(host: HostId, moment: Moment, mischief: Mischief): Reply {
  const manners = MANNERS[host];
  const calls = exchanges(moment.turns);
  const wish = texts.personSays(moment);
  const wanted = /\b(team-[a-z]+)\b/.exec(wish)?.[1] ?? "team-issue";
  const skill = texts.loadedSkill(moment);
  if (mischief.looks) return look(host, moment, calls.length);
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

function worker(host: HostId, moment: Moment, mischief: Mischief): Reply {
  if (mischief.looks) return end(host, moment, "LOOKED");
  const manners = MANNERS[host];
  const ids = texts.startedWith(moment);
  if (!ids) return end(host, moment, "STUCK started with no ids");
  const calls = exchanges(moment.turns);
  const answers = calls.map((call) => ({ ...call, said: ours(call.text) }));
  const server = serverOf(moment);
  const give = (words: texts.Words, input: object): Reply => ({
    calls: [board(host, moment, { server, words, input })],
  });
  const last = answers.at(-1);
  if (last?.said?.ok === false) return end(host, moment, `STUCK refused: ${last.text?.slice(0, 500)}`);
  const claim = answers.findLast(({ said }) => granted(said?.result));
  if (!claim) {
    if (calls.length > LOOKS + 3) return end(host, moment, "STUCK no claim");
    return give(
      { tool: "task_claim", op: "task.claim" },
      { session: ids.session, agent: ids.owner, task: ids.task, dispatch: ids.dispatch },
    );
  }
  const { task, token, session, folder, brief: text } = granted(claim.said!.result)!;
  const brief = texts.readBrief(text);
  const proof = { session, agent: ids.owner, task, token };
  const since = answers.filter(({ at }) => at > claim.at);
  const commit = since.map(({ text: out }) => /\b[0-9a-f]{40}\b/.exec(out ?? "")?.[0]).find((sha) => sha !== undefined);
  if (commit === undefined) {
    if (since.length > 2) return end(host, moment, `STUCK no commit: ${last?.text?.slice(0, 300)}`);
    const repo = folder.slice(0, folder.indexOf("/.teamwright/"));
    const file = `${folder}/${brief.artifact}`;
    const work = [
      `cd '${repo}'`,
      `mkdir -p '${file.slice(0, file.lastIndexOf("/"))}'`,
      `echo '# ${task}' > '${file}'`,
      `git commit -q --allow-empty -m ${task}`,
      "git rev-parse HEAD",
    ];
    return { calls: [manners.shell(work.join(" && "))] };
  }
  const slips = mischief.slips && ids.dispatch === "d1";
  const saved =
    since.find(({ said }) => said?.ok && said.result?.["checkpoint"] !== undefined) ??
    since.find(({ input }) => input["op"] === brief.checkpoint.op && input["commit"] !== undefined);
  if (!saved) return give(brief.checkpoint, { ...(slips ? {} : proof), commit, summary: `the state after ${task}` });
  if (mischief.hangs) return { hang: true };
  const done = since.find(({ said }) => said?.ok && said.result?.["next"] !== undefined);
  const reminded = texts.saidText(moment.turns).includes("You still hold");
  if (slips && !done && !reminded) return end(host, moment, "I am done.");
  if (!done) {
    const verdict = brief.gate ? { verdict: "approved", score: 90 } : {};
    const data = brief.data === undefined ? {} : { data: brief.data };
    return give(brief.complete, { ...proof, summary: `did ${task}`, artifact: brief.artifact, ...verdict, ...data });
  }
  const next = done.said!.result!["next"] as { do: string; text?: string };
  return end(host, moment, next.text ?? `${task} is reported: ${next.do}`);
}

interface Grant {
  task: string;
  token: string;
  session: string;
  folder: string;
  brief: string;
}

/** A claim in an answer: the answer itself, or the next task that came with a completion. */
const granted = (result: Record<string, unknown> | undefined): Grant | undefined => {
  const next = result?.["next"] as Record<string, unknown> | undefined;
  const found = typeof result?.["brief"] === "string" ? result : typeof next?.["brief"] === "string" ? next : undefined;
  return found as Grant | undefined;
};

/** The server's name, as the agent's own text has it; a plain worker takes what is offered. */
const serverOf = ({ turns }: Moment): string => /of the server `([^`]+)`/.exec(texts.saidText(turns))?.[1] ?? "";

/** A worker's last words. Where a host wants them through a tool, they go there. */
function end(host: HostId, { tools }: Moment, text: string): Reply {
  if (host === "gemini" && tools.includes("complete_task"))
    return { calls: [{ tool: "complete_task", input: { result: text, response: text } }] };
  return { text };
}

function look(host: HostId, moment: Moment, calls: number): Reply {
  if (calls > 0) return { text: "LOOKED" };
  const agent = texts.listedAgent(moment, ["team-issue:issue-worker", "issue-worker"]);
  return { calls: [MANNERS[host].spawn({ name: "look_1", agent, prompt: "LOOK" })] };
}
