// The lifecycle team: its plays, its routing, and the length of what people and models are made to read.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { holds } from "@teamwright/core";
import { memoryStore } from "@teamwright/core/store";
import { openSession } from "@teamwright/runtime";
import { COORDINATOR, type Loose } from "@teamwright/testing";
import { expect, it } from "vitest";
import { autoPlays, checkPlay, loadPack, readPlays } from "../src/index.ts";

const dir = join(import.meta.dirname, "../../../skills/lifecycle");
const lifecycle = async () => {
  const { team, complaints } = await loadPack(dir);
  expect(complaints).toEqual([]);
  return team!;
};
const words = (text: string) => text.split(/\s+/).filter(Boolean).length;

it("ends as its plays say, whatever is rejected, whoever dies, whatever a person answers", async () => {
  const team = await lifecycle();
  const { scripts, complaints } = await readPlays(await loadPack(dir));
  expect(complaints).toEqual([]);
  for (const pipeline of Object.keys(team.pipelines))
    for (const script of [...autoPlays(team, pipeline), ...scripts.filter((s) => s.pipeline === pipeline)])
      expect(await checkPlay(team, script), `${pipeline}: ${script.name}`).toMatchObject({ wrong: [] });
});

it("has a play of each pipeline in which all goes well, with and without a supervisor, and one for each specialist", async () => {
  const team = await lifecycle();
  const { scripts } = await readPlays(await loadPack(dir));
  for (const pipeline of Object.keys(team.pipelines))
    for (const supervision of [undefined, false]) {
      const found = scripts.filter(
        (s) => s.pipeline === pipeline && s.input?.supervision === supervision && s.expect.chain !== undefined,
      );
      expect(found.length, `${pipeline}, supervision ${supervision}`).toBeGreaterThan(0);
    }
  const played = scripts.map((s) => s.expect.chain ?? "").join(" ");
  for (const role of Object.values(team.roles))
    for (const prefix of role.prefixes.filter((p) => !p.startsWith("IMPROVE")))
      expect(played, prefix).toContain(`${prefix}-001`);
});

it("chooses its pipeline by what is given and what is wanted", async () => {
  const team = await lifecycle();
  const chosen = (input: object) => team.select.find((s) => s.when === undefined || holds(s.when, { input }))!.pipeline;
  expect(
    [
      {},
      { spec: "only" },
      { spec: "only", frontend: "also" },
      { spec: "given" },
      { spec: "given", frontend: "also" },
      { frontend: "also" },
      { frontend: "only" },
      { spec: "given", frontend: "only" },
    ].map(chosen),
  ).toEqual([
    "full-lifecycle",
    "spec-only",
    "spec-only",
    "impl-only",
    "fullstack",
    "full-lifecycle-fe",
    "fe-only",
    "fe-only",
  ]);
});

it("keeps one supervisor, who finds what was seen before", async () => {
  const session = await openSession(memoryStore(), "TLS-1");
  const must = async (name: string, input: object): Promise<Loose> => {
    const answer = await session.run({ name, input: { ...input }, actor: COORDINATOR });
    if (!answer.ok) throw new Error(`${name}: ${answer.error.code}`);
    return answer.result as Loose;
  };
  await must("session.start", {
    session: "TLS-1",
    team: await lifecycle(),
    requirement: "r",
    pipeline: "spec-only",
  });
  const seen: Loose[] = [];
  for (;;) {
    const { spawn } = await must("beat", {});
    if (spawn.length === 0) break;
    const { task, owner, dispatch, resume } = spawn[0];
    let { token, bundle } = await must("task.claim", { task, owner, dispatch });
    for (let id = task; ;) {
      if (id.startsWith("CHECKPOINT")) seen.push({ owner, resume, earlier: bundle.earlier });
      const perspectives = bundle.task.perspectives?.map((name: string) => ({ name, rating: 4 }));
      if (bundle.task.discuss)
        await must("discuss.record", { task: id, token, round: bundle.task.discuss, perspectives });
      const judged = bundle.task.kind === "gate" ? { score: 85 } : { data: { complexity: "low" } };
      const { next } = await must("task.complete", { task: id, token, summary: `${id} seen`, ...judged });
      if (next.do !== "continue") break;
      ({ task: id, token, bundle } = next);
    }
  }
  expect(session.state.session!.status).toBe("done");
  expect(seen).toMatchObject([
    { earlier: [] },
    { owner: seen[0]!.owner, resume: true, earlier: [{ id: "CHECKPOINT-001", summary: "CHECKPOINT-001 seen" }] },
  ]);
  expect(seen[0]!.resume).toBeUndefined();
});

it("says what it has to say in few words", async () => {
  const skill = await readFile(join(dir, "SKILL.md"), "utf8");
  expect(words(skill)).toBeLessThanOrEqual(900);
  expect(/^description: "(.*)"$/m.exec(skill)![1]).toMatch(/^Use when .{1,191}$/);
  for (const name of await readdir(join(dir, "roles"))) {
    const text = await readFile(join(dir, "roles", name), "utf8");
    expect(words(text), name).toBeLessThanOrEqual(600);
    for (const [, path] of text.matchAll(/`(references\/[^`]+)`/g))
      expect(await readFile(join(dir, path!), "utf8").catch(() => ""), `${name}: ${path}`).not.toBe("");
  }
});
