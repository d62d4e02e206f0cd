// What people and models pay in bytes.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { renderProtocol } from "@teamwright/prompts";
import { memoryStore } from "@teamwright/core/store";
import { answerText } from "../../packages/cli/src/print-answer.ts";
import { giveAll, sampleSession } from "./sample-session.ts";
import { builtCli } from "./built-cli.ts";
import type { Row } from "./row.ts";

/** A gate with all that the protocol has lines for. */
const DEMANDING: Parameters<typeof renderProtocol>[0] = {
  team: "lifecycle",
  artifact: "artifacts/QUALITY-001.md",
  signals: ["data", "devops", "ml", "performance", "security"],
  task: {
    ...{ id: "QUALITY-001", title: "Judge the work", brief: "", kind: "gate", priority: 1, attempt: 2 },
    ...{ output: ["completeness", "consistency", "traceability", "depth"], discuss: "D6" },
    perspectives: ["product", "technical", "quality", "risk", "coverage"],
  },
  role: {
    ...{ name: "reviewer", summary: "", tools: [], message_types: [], creates_tasks: false },
    phases: { context: "references/rubric.md", work: "templates/report.md", validate: "" },
  },
};

export async function sizes(): Promise<Row[]> {
  return [
    {
      what: "protocol text a worker receives besides its role and task, at most",
      value: Buffer.byteLength(renderProtocol(DEMANDING, { artifactExists: true })),
      unit: "bytes",
      limit: 2_048,
    },
    {
      what: "text a coordinator reads for a beat that starts 5 of 20 at work, with 3 questions and 5 warnings",
      value: await busyBeat(),
      unit: "bytes",
      limit: 4_096,
    },
    ...footprint(),
  ];
}

async function busyBeat(): Promise<number> {
  const session = await sampleSession(memoryStore(), "SMP-1", { open: 100 });
  const [beat] = await giveAll(session, [{ name: "beat", input: { max: 15 } }]);
  const [more] = await giveAll(session, [{ name: "beat", input: { max: 20 } }]);
  const question = "Which of the two ways shall it go? ".repeat(20);
  const asks = ["ASK-001", "ASK-002", "ASK-003"].map((id) => ({
    id,
    question,
    options: [{ id: "go" }, { id: "stop" }],
  }));
  const warnings = Array.from(
    { length: 5 },
    () => "A review was never passed, and the work went on with what there was.",
  );
  return Buffer.byteLength(
    await answerText("beat", { ...beat, ...more, asks, warnings }, { color: false, host: "claude", team: "issue" }),
  );
}

/** The packed command line, installed as a user would. */
function footprint(): Row[] {
  const folder = mkdtempSync(join(tmpdir(), "teamwright-bench-"));
  const run = (cwd: string, command: string, ...args: string[]) =>
    execFileSync(command, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  const tarball = run(builtCli(), "npm", "pack", "--silent", "--pack-destination", folder);
  run(folder, "npm", "init", "-y");
  run(folder, "npm", "install", "--silent", "--offline", join(folder, tarball));
  const kilobytes = Number(run(folder, "du", "-sk", "node_modules").split("\t")[0]);
  rmSync(folder, { recursive: true });
  return [{ what: "`npm install teamwright` on disk", value: kilobytes / 1_024, unit: "MB", limit: 10 }];
}
