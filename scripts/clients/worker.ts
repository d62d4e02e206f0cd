// The scripted worker of a pipeline: it claims, commits, leaves a checkpoint and reports as the brief of its claim says.
import type { HostId } from "../../packages/hosts/src/capabilities/hosts.ts";
import { MANNERS } from "./manners.ts";
import type { Mischief } from "./mischief.ts";
import * as texts from "./read-texts.ts";
import { board, end, LOOKS } from "./speak.ts";
import { exchanges, type Moment, ours, type Reply } from "./talk.ts";

export function worker(host: HostId, moment: Moment, mischief: Mischief): Reply {
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
  const heard = since.some(({ input }) => input["round"] === brief.discuss?.round);
  if (brief.discuss && !heard && !done)
    return give(brief.discuss, {
      ...proof,
      round: brief.discuss.round,
      perspectives: brief.discuss.perspectives.map(agrees),
    });
  if (!done) {
    const verdict = brief.gate ? { verdict: "approved", score: 90 } : {};
    const data = brief.data === undefined ? {} : { data: brief.data };
    return give(brief.complete, { ...proof, summary: `did ${task}`, artifact: brief.artifact, ...verdict, ...data });
  }
  const next = done.said!.result!["next"] as { do: string; text?: string };
  return end(host, moment, next.text ?? `${task} is reported: ${next.do}`);
}

const agrees = (name: string) => ({ name, rating: 4, divergences: [] });

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
