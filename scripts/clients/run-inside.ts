// Runs inside of the isolation, where loopback is its own: starts the fake and the client, writes what they say to each other, ends both.
import { spawn } from "node:child_process";
import { appendFileSync } from "node:fs";
import type { HostId } from "../../packages/hosts/src/capabilities/hosts.ts";
import { CLIENTS } from "./clients.ts";
import type { Mischief } from "./mischief.ts";
import { scriptedModel } from "./model.ts";

export interface InsidePlan {
  host: HostId;
  mischief: Mischief;
  program: readonly string[];
  prompt: string;
  allTools: boolean;
  again: boolean;
  model?: string;
  cwd: string;
  /** Takes one line of JSON for each exchange. */
  log: string;
  seconds: number;
}

const plan = JSON.parse(process.argv[2]!) as InsidePlan;
const client = CLIENTS[plan.host];
const fake = await client.fake(scriptedModel(plan.host, plan.mischief), (exchange) => {
  appendFileSync(plan.log, `${JSON.stringify(exchange)}\n`);
  // The client is killed in the middle of its work, with all that it started.
  if (exchange.reply.hang) end("SIGKILL");
});
const at = (text: string) => text.replaceAll("@URL", fake.url);
const { words, env } = client.session(plan.prompt, plan);
const [program, ...first] = plan.program;
const child = spawn(program!, [...first, ...words.map(at)], {
  cwd: plan.cwd,
  stdio: ["ignore", "inherit", "inherit"],
  env: { ...process.env, ...Object.fromEntries(Object.entries(env).map(([key, value]) => [key, at(value)])) },
  detached: true,
});
const end = (signal: NodeJS.Signals): void => {
  try {
    process.kill(-child.pid!, signal);
  } catch {}
};
const late = setTimeout(() => {
  process.stderr.write(`run-inside: not over after ${plan.seconds} s\n`);
  end("SIGKILL");
}, plan.seconds * 1_000);
child.once("exit", (code, signal) => {
  clearTimeout(late);
  end("SIGKILL");
  fake.close();
  process.exitCode = code ?? (signal === "SIGKILL" ? 137 : 1);
});
