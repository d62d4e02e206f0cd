// Two workers change the same line: nobody's work is lost, and nothing goes on as if it were merged.
import { execFileSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { feed, openStore } from "@teamwright/runtime";
import { afterEach, expect, it } from "vitest";
import { cleanUp, events, project, run, teamwright } from "./kit.ts";

afterEach(cleanUp);

const MODE = { MODE: "conflicts", ITEMS: "GH-1,GH-2", BEGUN: "BUILD-001,BUILD-002" };
const WAIT = ["--on-ask", "none"];
const git = (folder: string, ...args: string[]): string =>
  execFileSync("git", ["-c", "user.name=T", "-c", "user.email=t@localhost", ...args], {
    cwd: folder,
    encoding: "utf8",
  }).trim();

/** A run in which BUILD-001 and BUILD-002 conflict and BUILD-003 needs both; ends when a person is needed. */
async function conflicting(folder: string): Promise<{ code: number | null; output: string }> {
  const { ended } = run(folder, { ...MODE, BEGUN: `${MODE.BEGUN},BUILD-003` }, "--pipeline", "batch", ...WAIT);
  const store = await openStore(`file:${join(folder, ".teamwright", "store")}`);
  for await (const { commit } of feed(store, "TISL-1", { since: 0 }))
    if (commit.events.some((e) => e.type === "task.created" && e.task.id === "BUILD-002")) break;
  await store.close();
  const more = ["--prefix", "BUILD", "--title", "After both", "--needs", "BUILD-001,BUILD-002"];
  expect((await teamwright(folder, ["task", "create", ...more, "--session", "TISL-1"]).ended).code).toBe(0);
  return ended;
}

/** Merges by hand what is left, as the output of the run says. */
async function mergeByHand(folder: string, output: string): Promise<void> {
  const [, branch, left] = /git switch (\S+) && git merge (\S+)/.exec(output)!;
  git(folder, "switch", "--quiet", branch!);
  expect(() => git(folder, "merge", left!)).toThrow();
  await writeFile(join(folder, "same.txt"), "both\n");
  git(folder, "commit", "--quiet", "--all", "-m", "Both");
  git(folder, "switch", "--quiet", "-");
}

const claimed = async (folder: string): Promise<string[]> =>
  (await events(folder)).filter((e) => e.type === "task.claimed").map((e) => e.task!);

it(
  "a conflict holds later work back until it is merged by hand, then the run goes on",
  { timeout: 60_000 },
  async () => {
    const folder = await project();
    const { code, output } = await conflicting(folder);
    expect(code).toBe(4);
    expect(output).toMatch(/BUILD-00\d {2}safe at [0-9a-f]{12}: half way/);
    expect(output).toMatch(/ASK-001 waits for a person: The work of BUILD-00\d .*conflicts .*same\.txt/);
    expect(await claimed(folder)).not.toContain("BUILD-003");

    // Answered too soon, it is asked again.
    const answer = (ask: string) => teamwright(folder, ["ask", "answer", ask, "go", "--session", "TISL-1"]).ended;
    await answer("ASK-001");
    const again = await run(folder, MODE, "--resume", ...WAIT).ended;
    expect(again.code).toBe(4);
    expect(again.output).toContain("ASK-002 waits for a person");
    expect(await claimed(folder)).not.toContain("BUILD-003");

    await mergeByHand(folder, again.output);
    await answer("ASK-002");
    const { code: last, output: told } = await run(folder, MODE, "--resume", "--land", ...WAIT).ended;
    expect(last, told).toBe(0);
    expect(await readFile(join(folder, "same.txt"), "utf8")).toBe("BUILD-003\n");
    expect(git(folder, "log", "--format=%s")).toContain("Both");
  },
);

it("a conflict may be left, and its branch stays", { timeout: 60_000 }, async () => {
  const folder = await project();
  const { output } = await conflicting(folder);
  const left = /git merge (\S+)/.exec(output)![1]!;
  await teamwright(folder, ["ask", "answer", "ASK-001", "leave", "--session", "TISL-1"]).ended;
  const { code } = await run(folder, MODE, "--resume", "--land", ...WAIT).ended;
  expect(code).toBe(0);
  expect(git(folder, "branch", "--list", left)).toContain(left);
});

it(
  "a conflict of the last work of a session is told, is no success, and is mended by another run",
  { timeout: 60_000 },
  async () => {
    const folder = await project();
    const { code, output } = await run(folder, MODE, "--pipeline", "batch", "--land", "--json", ...WAIT).ended;
    expect(code).toBe(4);
    const answer = JSON.parse(output.trim().split("\n").at(-1)!);
    expect(answer).toMatchObject({
      ok: false,
      error: { code: "RUN_UNFINISHED", data: { status: "done", unmerged: [{ files: ["same.txt"] }] } },
    });
    await mergeByHand(folder, (await run(folder, MODE, "--resume", ...WAIT).ended).output);
    const last = await run(folder, MODE, "--resume", "--land", ...WAIT).ended;
    expect(last.code, last.output).toBe(0);
    expect(await readFile(join(folder, "same.txt"), "utf8")).toBe("both\n");
  },
);
