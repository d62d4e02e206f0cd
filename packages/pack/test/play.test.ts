import { join } from "node:path";
import { sampleTeam } from "@teamwright/testing";
import { describe, expect, it } from "vitest";
import { autoPlays, checkPlay, loadPack, PlayScript, playTeam } from "../src/index.ts";

const issue = async () => (await loadPack(join(import.meta.dirname, "../../../skills/issue"))).team!;
const script = (more: object) => PlayScript.parse({ name: "t", ...more });

describe("a play", () => {
  it("says what is started in each beat", async () => {
    const { chain, status } = await playTeam(await issue(), script({ pipeline: "full" }));
    expect([status, chain]).toEqual(["done", "EXPLORE-001 > SOLVE-001 > AUDIT-001 > MARSHAL-001 > BUILD-001"]);
  });

  it("goes round again when a review rejects, and on when its rounds are used up", async () => {
    const work = { AUDIT: { verdict: "rejected", score: 40 } };
    const { chain, beats } = await playTeam(await issue(), script({ pipeline: "full", work }));
    expect(chain).toBe(
      "EXPLORE-001 > SOLVE-001 > AUDIT-001 > SOLVE-fix-001 > AUDIT-002 > SOLVE-fix-002 > AUDIT-003 > MARSHAL-001 > BUILD-001",
    );
    expect(beats).toContain("    AUDIT-001 rejected 40");
  });

  it("takes over from a worker that dies or fails, and asks when the tries are used up", async () => {
    const work = { SOLVE: ["crash", {}], BUILD: [{ fail: "no" }, { fail: "no" }, { fail: "no" }, {}] };
    const played = await playTeam(await issue(), script({ pipeline: "quick", work, answers: { failure: "retry" } }));
    expect(played).toMatchObject({ status: "done", asks: ["failure"] });
    expect(played.chain).toBe(
      "EXPLORE-001 > SOLVE-001 > SOLVE-001 (try 2) > MARSHAL-001 > BUILD-001 > BUILD-001 (try 2) > BUILD-001 (try 3) > BUILD-001 (try 4)",
    );
  });

  it("answers a person's questions, and knows inner loops, fan-out and conditions", async () => {
    const input = { ask: true, issues: [1, 2, 3, 4, 5].map((id) => ({ id: `GH-${id}` })) };
    const work = { MARSHAL: { data: { parallel_groups: [["a", "b"], ["c"]], risk: "high" } } };
    const played = await playTeam(sampleTeam(), script({ pipeline: "batch", input, work }));
    expect(played).toMatchObject({ status: "done", asks: ["pipeline", "approval"] });
    expect(played.chain).toContain("EXPLORE-001 + EXPLORE-002 + EXPLORE-003");
  });

  it("lets a person speak when a task is done, and says what was refused", async () => {
    const revise = (task: string) => ({ command: "task.revise", input: { task, note: "smaller" } });
    const played = await playTeam(
      await issue(),
      script({ pipeline: "quick", says: { "BUILD-001": [revise("SOLVE-001")] } }),
    );
    expect(played.chain).toBe(
      "EXPLORE-001 > SOLVE-001 > MARSHAL-001 > BUILD-001 > SOLVE-002 > MARSHAL-002 > BUILD-002",
    );
    const refused = script({ pipeline: "quick", says: { "EXPLORE-001": [revise("BUILD-001")] } });
    expect((await checkPlay(await issue(), refused)).wrong.join()).toContain("task.revise");
  });

  it("knows what a person could choose from, and that the last round offers no further one", async () => {
    const { team } = await loadPack(join(import.meta.dirname, "../../../examples/packs/analyze"));
    const options = { "ASK-004": ["enough", "deeper", "turn", "stop"], "ASK-005": ["enough", "stop"], "ASK-006": [] };
    const answers = { gate: ["deeper", "deeper", "deeper", "deeper", "enough"] };
    const { wrong } = await checkPlay(team!, script({ pipeline: "deep", answers, expect: { options } }));
    expect(wrong).toEqual(["options of ASK-006\n  got   undefined\n  want  "]);
  });

  it("says what is open when nothing can go on", async () => {
    const team = sampleTeam({
      on_failure: "ask",
      pipelines: { full: { nodes: { explore: { role: "explorer" } } } },
      select: [],
    });
    const work = { EXPLORE: { fail: "no", final: true } };
    const endless = script({ pipeline: "full", work, answers: { failure: "retry" } });
    const { wrong } = await checkPlay(team, endless);
    expect(wrong.join()).toMatch(/does not end: no end after 2000 beats/);
  });

  it("has a review reject alone, although another node has its prefix", async () => {
    const nodes = {
      look: { role: "reviewer" },
      build: { role: "implementer", needs: ["look"] },
      check: { role: "reviewer", needs: ["build"], gate: { max_rounds: 1, revise: { role: "implementer" } } },
    };
    const team = sampleTeam({ pipelines: { twice: { nodes } }, select: [] });
    const rejecting = autoPlays(team, "twice").find((play) => play.name === "check rejects to the end")!;
    const { wrong, played } = await checkPlay(team, rejecting);
    expect(wrong).toEqual([]);
    expect(played!.chain).toBe("AUDIT-001 > BUILD-001 > AUDIT-002 > BUILD-002 > AUDIT-003");
  });

  it("is compared with what it expects, line by line", async () => {
    const expectation = {
      chain: "EXPLORE-001 >\n SOLVE-001",
      status: "failed",
      tasks: { "BUILD-001": "done", "BUILD-009": "done" },
    };
    const { wrong } = await checkPlay(await issue(), script({ pipeline: "quick", expect: expectation }));
    expect(wrong).toHaveLength(3);
    expect(wrong[0]).toContain("want  EXPLORE-001 > SOLVE-001");
  });
});

it("every pipeline of the issue team survives its rejections and the death of each worker", async () => {
  const team = await issue();
  for (const pipeline of Object.keys(team.pipelines)) {
    const plays = autoPlays(team, pipeline);
    expect(plays.length).toBeGreaterThan(3);
    for (const play of plays)
      expect(await checkPlay(team, play), `${pipeline}: ${play.name}`).toMatchObject({ wrong: [] });
  }
});
