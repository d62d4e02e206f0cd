// Every pipeline of the lifecycle team, headless: real worker processes, a real repository, the command line between them.
import { execFileSync, spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { openSession, openStore } from "@teamwright/runtime";
import { afterAll, describe, expect, it } from "vitest";
import { bin } from "./kit.ts";

const worker = join(dirname(fileURLToPath(import.meta.url)), "lifecycle-worker.mjs");
const folders: string[] = [];
afterAll(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

async function run(pipeline: string, { input = {}, env = {} }: { input?: object; env?: Record<string, string> }) {
  const cwd = await mkdtemp(join(tmpdir(), "teamwright-lifecycle-"));
  folders.push(cwd);
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=T", "-c", "user.email=t@localhost", ...args], { cwd, encoding: "utf8" });
  git("init", "--quiet");
  await writeFile(join(cwd, "README.md"), "# A project\n");
  git("add", ".");
  git("commit", "--quiet", "-m", "Start");
  const args = ["run", "lifecycle", "A page about backups", "--pipeline", pipeline, "--host", `command:${worker}`];
  const more = ["--input", JSON.stringify(input), "--session", "TLS-1", "--on-ask", "go", "--land", "--json"];
  const child = spawn(process.execPath, ["--conditions=source", bin, ...args, ...more], {
    cwd,
    env: { ...process.env, ...env },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (d: Buffer) => (output += d.toString()));
  const code = await new Promise((done) => child.once("exit", done));
  expect(code, output).toBe(0);
  const store = await openStore(`file:${join(cwd, ".teamwright", "store")}`);
  const { state } = await openSession(store, "TLS-1", { whole: true });
  await store.close();
  const folder = join(cwd, ".teamwright", "sessions", "TLS-1");
  const { artifacts } = JSON.parse(await readFile(join(folder, "artifact-manifest.json"), "utf8"));
  return {
    state,
    folder,
    tasks: [...state.tasks.values()].filter((t) => t.kind !== "ask").map((t) => t.id),
    files: git("ls-files", "src").trim().split("\n"),
    status: Object.fromEntries(
      (artifacts as { task: string; validation_status: string }[]).map((a) => [a.task, a.validation_status]),
    ),
  };
}

const SPEC = ["RESEARCH-001", "DRAFT-001", "DRAFT-002", "DRAFT-003", "DRAFT-004", "QUALITY-001"];
const IMPL = ["PLAN-001", "IMPL-001", "TEST-001", "REVIEW-001"];
const FE = ["DEV-FE-001", "QA-FE-001"];
const unsupervised = { input: { supervision: false } };

describe.concurrent("headless", () => {
  it("spec-only: documents from templates, critiques, a supervisor who stays", { timeout: 240_000 }, async () => {
    const { state, tasks, folder, status } = await run("spec-only", {});
    expect(tasks.toSorted()).toEqual([...SPEC, "CHECKPOINT-001", "CHECKPOINT-002"].toSorted());
    expect(await readFile(join(folder, "artifacts", "DRAFT-001.md"), "utf8")).toContain("> A page about backups");
    expect(await readFile(join(folder, "discussions", "DRAFT-003-D4.md"), "utf8")).toContain("consensus_reached");
    expect(status).toMatchObject({ "DRAFT-001": "approved", "DRAFT-004": "approved", "RESEARCH-001": "pending" });
    const result = (id: string) => state.tasks.get(id)!.result!;
    expect(result("CHECKPOINT-002").owner).toBe(result("CHECKPOINT-001").owner);
    expect([result("CHECKPOINT-001").score, result("CHECKPOINT-002").score]).toEqual([90, 91]);
    expect(["DRAFT-002", "DRAFT-004"].map((id) => result(id).owner)).toEqual(
      ["DRAFT-001", "DRAFT-003"].map((id) => result(id).owner),
    );
  });

  it(
    "impl-only: large work in the order of its split; what the tests find is mended",
    { timeout: 240_000 },
    async () => {
      const { state, tasks, files, status } = await run("impl-only", { env: { SIZE: "high", FLAWED: "yes" } });
      const large = ["CHECKPOINT-001", "ARCH-001", "ORCH-001", "IMPL-002", "IMPL-003", "IMPL-fix-001", "TEST-002"];
      expect(tasks.toSorted()).toEqual([...IMPL, ...large].toSorted());
      expect(files).toEqual(["src/a.txt", "src/b.txt", "src/join.txt", "src/mended.txt"]);
      const item = (id: string) => (state.tasks.get(id)!.item as { id: string }).id;
      expect(["IMPL-001", "IMPL-002", "IMPL-003"].map(item)).toEqual(["a", "b", "join"]);
      expect(state.tasks.get("IMPL-003")!.needs).toEqual(expect.arrayContaining(["IMPL-001", "IMPL-002"]));
      expect(status).toMatchObject({ "PLAN-001": "approved", "IMPL-001": "approved", "IMPL-fix-001": "approved" });
    },
  );

  it("fe-only: a user interface", { timeout: 240_000 }, async () => {
    const { tasks, files } = await run("fe-only", unsupervised);
    expect(tasks).toEqual(["PLAN-001", ...FE]);
    expect(files).toEqual(["src/page.html"]);
  });

  it("fullstack: both sides at once, medium work module by module", { timeout: 240_000 }, async () => {
    const { tasks, files } = await run("fullstack", { ...unsupervised, env: { SIZE: "medium" } });
    expect(tasks.toSorted()).toEqual([...IMPL, ...FE, "IMPL-002"].toSorted());
    expect(files).toEqual(["src/a.txt", "src/b.txt", "src/page.html"]);
  });

  it("full-lifecycle: from the wish to merged code, with a word in between", { timeout: 240_000 }, async () => {
    const { state, tasks } = await run("full-lifecycle", unsupervised);
    expect(tasks.toSorted()).toEqual([...SPEC, ...IMPL].toSorted());
    expect([...state.asks.values()].map((a) => a.answer?.option)).toEqual(["go"]);
  });

  it("full-lifecycle-fe: the same on both sides", { timeout: 240_000 }, async () => {
    const { tasks, files } = await run("full-lifecycle-fe", unsupervised);
    expect(tasks.toSorted()).toEqual([...SPEC, ...IMPL, ...FE].toSorted());
    expect(files).toEqual(["src/all.txt", "src/page.html"]);
  });
});
