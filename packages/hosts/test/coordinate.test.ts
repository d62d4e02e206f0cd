// A team made by an analysis, with processes as workers: a gap that a new role fills in flight, and a runner killed in between.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { feed, openStore } from "@teamwright/runtime";
import { afterEach, expect, it } from "vitest";
import { cleanUp, project, teamwright } from "./kit.ts";

afterEach(cleanUp);

const here = import.meta.dirname;
const analyses = join(here, "../../../skills/coordinate/analyses");
const host = ["--host", `command:${join(here, "worker.mjs")}`, "--lease-ms", "20000"];
const GAP = `roles:
  lawyer: { prefix: LAW, summary: Knows privacy, capabilities: [privacy law], work: w, validate: v }
tasks:
  privacy: { role: lawyer, needs: [look], before: [server] }
`;
const begin = (folder: string, session: string, env: Record<string, string>) =>
  teamwright(
    folder,
    ["run", "coordinate", "Agree", "--analysis", join(analyses, "diamond.yaml"), "--session", session, ...host],
    env,
  );
const resume = (folder: string, session: string) =>
  teamwright(folder, ["run", "--resume", "--session", session, ...host]).ended;

/** Everything that was written, in order. With `until`, waits for it and stops there. */
async function events(folder: string, session: string, until?: (all: { type: string; task: string }[]) => boolean) {
  const store = await openStore(`file:${join(folder, ".teamwright", "store")}`);
  const all: { type: string; task: string }[] = [];
  for await (const { commit } of feed(store, session, { since: 0, follow: until !== undefined })) {
    all.push(...(commit.events as unknown as typeof all));
    if (until?.(all)) break;
  }
  await store.close();
  return all;
}
const completed = (all: { type: string; task: string }[]) =>
  all.filter((e) => e.type === "task.completed").map((e) => e.task);

it("goes on after kill -9 of its runner, with what was done done once", { timeout: 120_000 }, async () => {
  const folder = await project();
  const { child, ended } = begin(folder, "TC-1", { PACE: "20000", PACE_FROM: "SERVER" });
  const claims = (all: { type: string; task: string }[]) => all.filter((e) => e.type === "task.claimed").length;
  await events(folder, "TC-1", (all) => claims(all) >= 3);
  child.kill("SIGKILL");
  await ended;
  const { code, output } = await resume(folder, "TC-1");
  expect(code, output).toBe(0);
  const all = await events(folder, "TC-1");
  expect(completed(all).toSorted()).toEqual(["JUDGE-001", "LAND-001", "PAGE-001", "SCOUT-001", "SERVER-001"]);
  expect(all.at(-1)).toMatchObject({ type: "session.ended", status: "done" });
});

it(
  "waits for a person who adds the role that is missing, and lends the whole team on",
  { timeout: 180_000 },
  async () => {
    const folder = await project();
    const run = await begin(folder, "TC-1", { MODE: "gap", MODE_TASK: "SERVER-001" }).ended;
    expect(run.code).not.toBe(0);
    expect(run.output).toContain("teamwright ask answer ASK-001 retry --session TC-1");
    await writeFile(join(folder, "gap.yaml"), GAP);
    const on = ["--session", "TC-1"];
    expect((await teamwright(folder, ["session", "plan", "--analysis", "gap.yaml", ...on]).ended).code).toBe(0);
    expect((await teamwright(folder, ["ask", "answer", "ASK-001", "retry", ...on]).ended).code).toBe(0);
    const { code, output } = await resume(folder, "TC-1");
    expect(code, output).toBe(0);
    const first = completed(await events(folder, "TC-1"));
    expect(first.indexOf("LAW-001")).toBeLessThan(first.indexOf("SERVER-001"));

    const again = await teamwright(folder, ["run", "--team-of", "TC-1", "Once more", "--session", "TC-2", ...host])
      .ended;
    expect(again.code, again.output).toBe(0);
    expect(completed(await events(folder, "TC-2")).toSorted()).toEqual(first.toSorted());
  },
);

it("does not begin to run without an analysis, and keeps the session for it", { timeout: 60_000 }, async () => {
  const folder = await project();
  const bare = await teamwright(folder, ["run", "coordinate", "Agree", "--session", "TC-1", ...host]).ended;
  expect(bare.code).not.toBe(0);
  expect(bare.output).toContain("PLAN_MISSING");
  const plan = ["session", "plan", "--analysis", join(analyses, "single.yaml"), "--session", "TC-1"];
  expect((await teamwright(folder, plan).ended).code).toBe(0);
  const { code, output } = await resume(folder, "TC-1");
  expect(code, output).toBe(0);
});
