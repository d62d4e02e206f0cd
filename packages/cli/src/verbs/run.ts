import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { TeamError } from "@teamwright/core";
import { parseHost, type RunEnd, runTeam } from "@teamwright/hosts";
import { openSession, openStore } from "@teamwright/runtime";
import { project, report, writeWhole } from "@teamwright/views";
import { findStore } from "../find-store.ts";
import { open } from "../open.ts";
import { wholeNumber } from "../verb-flags.ts";
import type { Invocation } from "../verbs.ts";
import { type Started, startSession } from "./session-start.ts";

/** `run PACK`: starts a session, or with --resume goes on with one, and coordinates it to its end. */
export async function run(call: Invocation): Promise<number> {
  const { globals, options: flags } = call;
  const numbers = {
    maxParallel: wholeNumber("max-parallel", flags["max-parallel"]),
    leaseMs: wholeNumber("lease-ms", flags["lease-ms"]),
    taskTimeoutMs: wholeNumber("task-timeout-ms", flags["task-timeout-ms"]),
  };
  if (typeof flags.host !== "string")
    throw new TeamError("INPUT_INVALID", {
      message: "Which host? Add --host command:PATH.",
      data: { issues: [{ field: "host", problem: "missing" }] },
    });
  const host = await parseHost(flags.host);
  const repo = resolve((flags.repo as string | undefined) ?? ".");
  const started = flags.resume ? await resume(call, repo) : await startSession(call, flags, repo);
  if (!started.result) return started.exit;
  const root = started.place.root ?? join(repo, ".teamwright");
  await mkdir(root, { recursive: true, mode: 0o700 });
  const { session, store } = started;
  const say = (line: string) =>
    process.stderr.write(
      `${globals.color ? `\u001b[2m${new Date().toISOString().slice(11, 19)}\u001b[0m` : new Date().toISOString().slice(11, 19)}  ${line}\n`,
    );
  say(`session ${session.log}`);
  const stop = new AbortController();
  let signals = 0;
  const onSignal = () => {
    signals += 1;
    if (signals > 1) process.exit(130);
    say("stopping; once more to leave at once");
    stop.abort();
  };
  process.on("SIGINT", onSignal).on("SIGTERM", onSignal);
  const bin = fileURLToPath(new URL(import.meta.url.endsWith(".ts") ? "../bin.ts" : "./bin.js", import.meta.url));
  const end = await runTeam({
    session,
    repo,
    root,
    storeUrl: started.place.url,
    host,
    cli: [process.execPath, ...process.execArgv.filter((a) => a.startsWith("--conditions")), bin],
    ...Object.fromEntries(Object.entries(numbers).filter(([, v]) => v !== undefined)),
    ...(typeof flags["on-ask"] === "string" ? { onAsk: flags["on-ask"] } : {}),
    land: flags.land === true,
    say,
    afterCommit: async () => void (await project(session, root).catch(() => "")),
    signal: stop.signal,
  });
  process.off("SIGINT", onSignal).off("SIGTERM", onSignal);
  const text = await tellEnd(end, { started, root });
  if (globals.json)
    process.stdout.write(
      `${JSON.stringify({ ok: end.status === "done", result: { session: session.log, ...end }, position: session.position })}\n`,
    );
  else process.stdout.write(text);
  await session.close();
  await store.close();
  return end.status === "done" ? 0 : end.status === "stopped" ? 130 : 4;
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

async function tellEnd(end: RunEnd, { started, root }: { started: Started; root: string }): Promise<string> {
  const { session, place } = started;
  const store = await openStore(place.url);
  const whole = await openSession(store, session.log, { whole: true });
  const folder = await project(whole, root);
  const lines = [
    await report(whole),
    "Where it lies",
    `  session folder  ${folder}`,
    `  branch          ${end.branch}${end.landed ? `: ${end.landed.say}` : ""}`,
    `  worker logs     ${join(folder, "logs")}`,
  ];
  await store.close();
  for (const ask of end.asks)
    lines.push(
      "",
      `${ask.id} waits for a person: ${ask.question}`,
      ...ask.options.map((o) => `  teamwright ask answer ${ask.id} ${o.id} --session ${session.log}   ${o.label}`),
    );
  if (end.status === "stopped" || end.status === "asking")
    lines.push("", `Go on with: teamwright run --resume --session ${session.log} --host ...`);
  const text = `${lines.join("\n")}\n`;
  writeWhole(join(folder, "report.md"), text);
  return text;
}
