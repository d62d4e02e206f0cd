import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { ERRORS, type Rejection, sessionStatus, TeamError } from "@teamwright/core";
import { checkRepository, parseHost, type RunEnd, runTeam, uncommitted } from "@teamwright/hosts";
import { findStore, openSession, openStore } from "@teamwright/runtime";
import { project, report, writeWhole } from "@teamwright/views";
import { badInput } from "../bad-input.ts";
import { counted } from "../counted.ts";
import { open } from "../open.ts";
import { plainText } from "../plain-text.ts";
import { sayRejection } from "../say-rejection.ts";
import { sayResult } from "../say-result.ts";
import { wholeNumber } from "../verb-flags.ts";
import type { Invocation } from "../verbs.ts";
import { type Started, startSession } from "./session-start.ts";

/** Characters of one line of the live output. */
const MAX_LINE = 300;

/** `run PACK`: starts a session, or with --resume goes on with one, and coordinates it to its end. */
export async function run(call: Invocation): Promise<number> {
  const { globals, options: flags } = call;
  const numbers = {
    maxParallel: wholeNumber("max-parallel", flags["max-parallel"]),
    leaseMs: wholeNumber("lease-ms", flags["lease-ms"]),
    taskTimeoutMs: wholeNumber("task-timeout-ms", flags["task-timeout-ms"]),
  };
  if (typeof flags.host !== "string")
    throw badInput("host", "missing", {
      message: "Which worker? Add --host command:PATH.",
      hint: "For example: teamwright run issue --issues ISSUES.md --host command:./worker.sh. `teamwright help run` says more.",
    });
  const host = await parseHost(flags.host);
  const repo = resolve((flags.repo as string | undefined) ?? ".");
  // A session that cannot be worked on must not begin.
  await checkRepository(repo);
  const started = flags.resume ? await resume(call, repo) : await startSession(call, flags, repo);
  if (!started.result) return started.exit;
  if (sessionStatus(started.session.state, Date.now()).unplanned)
    throw new TeamError("PLAN_MISSING", { data: { session: started.session.log } });
  const root = started.place.root ?? join(repo, ".teamwright");
  await mkdir(root, { recursive: true, mode: 0o700 });
  const { session, store } = started;
  const say = (line: string) => {
    const time = new Date().toISOString().slice(11, 19);
    const text = plainText(line.replace(/[\r\n\t]+/g, " ")).slice(0, MAX_LINE);
    process.stderr.write(`${globals.color ? `\u001b[2m${time}\u001b[0m` : time}  ${text}\n`);
  };
  say(`session ${session.log}`);
  const unseen = await uncommitted(repo);
  if (unseen > 0)
    say(`${counted(unseen, "change")} not committed: workers begin at the last commit and do not see this`);
  const stop = new AbortController();
  let signals = 0;
  const onSignal = () => {
    signals += 1;
    if (signals > 1) process.exit(130);
    say("stopping; once more to leave at once");
    stop.abort();
  };
  process.on("SIGINT", onSignal).on("SIGTERM", onSignal);
  // This very program, whatever it was started as: in a plugin it is one file.
  const cli = [process.execPath, ...process.execArgv.filter((a) => a.startsWith("--conditions")), process.argv[1]!];
  const end = await runTeam({
    session,
    repo,
    root,
    storeUrl: started.place.url,
    host,
    cli,
    programs: { "team-tracking": [...cli, "tracking"], "team-msg": [...cli, "team-msg"] },
    ...Object.fromEntries(Object.entries(numbers).filter(([, v]) => v !== undefined)),
    ...(typeof flags["on-ask"] === "string" ? { onAsk: flags["on-ask"] } : {}),
    land: flags.land === true,
    say,
    afterCommit: async () => void (await project(session, root).catch(() => "")),
    signal: stop.signal,
  });
  process.off("SIGINT", onSignal).off("SIGTERM", onSignal);
  const text = await tellEnd(end, { started, root, host: flags.host });
  const well = end.status === "done" && end.unmerged.length === 0;
  if (!globals.json) process.stdout.write(text);
  else if (well) sayResult({ session: session.log, ...end }, session.position);
  else sayRejection(unfinished(session.log, end), true);
  await session.close();
  await store.close();
  return well ? 0 : end.status === "stopped" ? 130 : ERRORS.RUN_UNFINISHED.exit;
}

function unfinished(session: string, { status, asks, unmerged, branch }: RunEnd): Rejection {
  const { meaning, hint } = ERRORS.RUN_UNFINISHED;
  const message = `${meaning} It is ${status}.`;
  return { code: "RUN_UNFINISHED", message, hint, data: { session, status, asks, unmerged, branch } };
}

async function resume({ globals, words }: Invocation, repo: string): Promise<Started> {
  const place = findStore(globals.store, repo);
  const named = words[0] && words[0].includes("-") ? words[0] : globals.session;
  const { session, store } = await open(
    { ...globals, store: place.url, ...(named ? { session: named } : {}) },
    // Whole: a snapshot forgets finished tasks, and their work may still wait to be integrated.
    { whole: true },
  );
  if (session.state.session?.status === "paused")
    await session.run({ name: "session.resume", input: {}, actor: { kind: "human", name: "run" } });
  return { place, store, session, result: {}, exit: 0 };
}

async function tellEnd(
  end: RunEnd,
  { started, root, host }: { started: Started; root: string; host: string },
): Promise<string> {
  const { session, place } = started;
  const store = await openStore(place.url);
  const whole = await openSession(store, session.log, { whole: true });
  const folder = await project(whole, root);
  const lines = [
    await report(whole),
    "Where it lies",
    `  session folder  ${folder}`,
    `  branch          ${end.branch}${end.landed ? `: ${end.landed.say}` : ""}`,
    ...(end.status === "done" && !end.landed ? [`                  to have it: git merge ${end.branch}`] : []),
    `  worker logs     ${join(folder, "logs")}`,
  ];
  await store.close();
  for (const ask of end.asks)
    lines.push(
      "",
      `${ask.id} waits for a person: ${ask.question}`,
      ...ask.options.map((o) => `  teamwright ask answer ${ask.id} ${o.id} --session ${session.log}   ${o.label}`),
    );
  for (const { task, branch, files } of end.unmerged)
    lines.push(
      "",
      `The work of ${task} is not merged: ${files.join(", ")}`,
      `  git switch ${end.branch} && git merge ${branch}   then mend, commit, and go on with the run`,
    );
  if (end.status === "stopped" || end.status === "asking" || end.unmerged.length > 0)
    lines.push("", `Go on with: teamwright run --resume --session ${session.log} --host ${host}`);
  const text = plainText(`${lines.join("\n")}\n`);
  writeWhole(join(folder, "report.md"), text);
  return text;
}
