// What agents pay to speak with us: the bytes of listings and answers, and the tokens of one worked task, over MCP and by the shell.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { initBoard } from "@teamwright/board";
import { PROFILES } from "@teamwright/mcp";
import { openStore } from "@teamwright/runtime";
import type { Row } from "./row.ts";
import { speakMcp } from "./speak-mcp.ts";

const root = join(import.meta.dirname, "../..");
const SERVER = { bundled: [join(root, "skills")] };
const ISSUE = "# GH-1 Dates are off by one\npriority: 2\n\nThe report of March shows April.\n";
/** What hosts take in one answer. */
const MAX_ANSWER = 40_000;
/** A quarter of the characters: an estimate, vendors count differently. */
const tokens = (characters: number): number => Math.round(characters / 4);

export async function mouths(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "teamwright-mouths-"));
  try {
    return [
      ...(await listings()),
      ...(await overMcp(join(folder, "mcp"))),
      ...byShell(join(folder, "shell")),
      ...(await ofTheBoard(folder)),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function listings(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const profile of PROFILES) {
    const bytes = await listing(profile);
    rows.push({ what: `tools that a host lists, \`--tools ${profile}\``, value: bytes, unit: "bytes", limit: 8_000 });
  }
  return rows;
}

async function listing(profile: string): Promise<number> {
  const { ask, close } = speakMcp({ profile, packs: [] });
  const { tools } = await ask("tools/list");
  await close();
  return Buffer.byteLength(JSON.stringify(tools));
}

/** One worker: next, checkpoint, complete. Listing and instructions are read once, arguments are written, answers are read. */
async function overMcp(workspace: string): Promise<Row[]> {
  execFileSync("git", ["init", "-q", workspace]);
  const lead = speakMcp({ ...SERVER, profile: "coordinator" });
  const started = await lead.call("session_start", { workspace, agent: "lead", pack: "issue", issues: ISSUE });
  const session = started.result.handle as string;
  const beat = await lead.call("beat", { session, agent: "lead" });
  await lead.close();
  const { task, owner: agent, dispatch } = beat.result.spawn[0];
  const worker = speakMcp({ ...SERVER, profile: "worker" });
  const { tools } = await worker.ask("tools/list");
  const { instructions } = await worker.ask("server/discover");
  const once = JSON.stringify(tools).length + String(instructions).length;
  const sizes: Record<string, number> = {};
  let written = 0;
  const call = async (name: string, args: object) => {
    const said = await worker.call(name, { session, agent, task, ...args });
    sizes[name] = said.size;
    written += JSON.stringify({ name, session, agent, task, ...args }).length;
    return said.result;
  };
  const { token } = await call("task_claim", { dispatch });
  await call("task_checkpoint", { token, commit: "4f2a91c", summary: "cause found" });
  await call("task_complete", { token, ...RESULT });
  await worker.close();
  const read = Object.values(sizes).reduce((a, b) => a + b, 0);
  return [
    ...Object.entries(sizes).map(([name, value]): Row => ({
      what: `answer of ${name}`,
      value,
      unit: "bytes",
      limit: MAX_ANSWER,
    })),
    {
      what: "a worked task over MCP: claim, checkpoint, complete",
      value: tokens(once + read + written),
      unit: "tokens",
      limit: 3_500,
      note: `${tokens(once)} of them the listing, read once`,
    },
  ];
}

const RESULT = {
  summary: "The parser counts months from 0.",
  data: { root_cause: "month is zero-based", affected_files: ["src/date.ts"] },
};

/** The same work by the command line: what is typed and what is printed. */
function byShell(cwd: string): Row[] {
  execFileSync("git", ["init", "-q", cwd]);
  let characters = 0;
  const run = (env: Record<string, string>, ...args: string[]): string => {
    const cli = ["--conditions=source", join(root, "packages/cli/src/bin.ts")];
    return execFileSync(process.execPath, [...cli, ...args], {
      cwd,
      encoding: "utf8",
      input: ISSUE,
      env: { ...process.env, ...env },
    });
  };
  run({}, "session", "start", "issue", "--issues", "-", "--name", "bench");
  const { result } = JSON.parse(run({}, "beat", "--json")) as {
    result: { spawn: { task: string; owner: string; dispatch: string }[] };
  };
  const { task, owner, dispatch } = result.spawn[0]!;
  const work = (env: Record<string, string>, ...args: string[]): string => {
    const out = run(env, ...args);
    characters += `teamwright ${args.join(" ")}`.length + out.length;
    return out;
  };
  const claimed = work({}, "task", "claim", task, "--owner", owner, "--dispatch", dispatch);
  const TEAMWRIGHT_TOKEN = /TEAMWRIGHT_TOKEN=([A-Za-z0-9_-]+)/.exec(claimed)?.[1];
  if (!TEAMWRIGHT_TOKEN) throw new Error(`no token in: ${claimed.slice(0, 400)}`);
  const env = { TEAMWRIGHT_TOKEN, TEAMWRIGHT_TASK: task };
  work(env, "task", "checkpoint", "--commit", "4f2a91c", "--summary", "cause found");
  work(env, "task", "complete", "--summary", RESULT.summary, "--data", JSON.stringify(RESULT.data));
  return [{ what: "the same by the shell", value: tokens(characters), unit: "tokens", limit: 1_200 }];
}

/** What taking a ticket costs: its answer brings the whole protocol. */
async function ofTheBoard(folder: string): Promise<Row[]> {
  const store = await openStore(`file:${join(folder, "board", ".teamwright", "store")}`);
  await initBoard(store, "P");
  await store.close();
  const { call, close } = speakMcp({ profile: "board", workspaces: [join(folder, "board")] });
  const { result: ref } = await call("create_ticket", { project: "P", draft: { type: "story", title: "S" } });
  await call("update_ticket", { ref, update: { status: "Todo" } });
  const { size } = await call("acquire_ticket", { ref, owner: "implementer@dispatch-7" });
  await close();
  return [
    {
      what: "answer of acquire_ticket, the protocol in it (the tracking plugin's: 10,206)",
      value: size,
      unit: "bytes",
      limit: 2_500,
    },
  ];
}
