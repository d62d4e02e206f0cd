import { describe, expect, it } from "vitest";
import { sampleTeam, Scenario, WORKER } from "../src/index.ts";

const gate = (more: object = {}) => ({
  role: "reviewer",
  gate: { revise: { role: "planner", prefix: "SOLVE-fix" }, max_rounds: 2, ...more },
});
const large = { fact: "input.large", eq: true };

const start = (nodes: object, input: object = {}) => {
  const s = new Scenario();
  const team = sampleTeam({ pipelines: { tried: { nodes } }, select: [] });
  s.must("session.start", { session: "SMP-6", team, requirement: "r", pipeline: "tried", input });
  return s;
};
const revises = (s: Scenario, task: string) => s.state.tasks.get(task)!.revises;
const upstream = (s: Scenario, task: string) => {
  const { bundle } = s.must("task.claim", { task, owner: "w" }, { as: WORKER });
  return bundle.upstream.map(({ id }: { id: string }) => id);
};

describe("what a gate judges", () => {
  const either = {
    explore: { role: "explorer" },
    solve: { role: "planner", needs: ["explore"], when: large },
    build: { role: "implementer", needs: ["explore"] },
    audit: { ...gate(), needs: ["solve", "build"] },
    watch: { role: "watcher", needs: ["audit"] },
  };

  it("is the work it names, and not what stands for work that was left out", () => {
    const s = start(either);
    expect(s.state.tasks.get("AUDIT-001")).toMatchObject({
      needs: ["EXPLORE-001", "BUILD-001"],
      judges: ["BUILD-001"],
    });
    s.finish("EXPLORE-001");
    s.finish("BUILD-001");
    s.finish("AUDIT-001", { verdict: "rejected" });
    expect(revises(s, "SOLVE-fix-001")).toEqual(["BUILD-001"]);
    expect(s.state.nodes.get("build")!.tasks).toEqual(["BUILD-001", "SOLVE-fix-001"]);
  });

  it("is what stands for that work where nothing else was made", () => {
    const { build: _, ...nodes } = { ...either, audit: { ...gate(), needs: ["solve"] } };
    const s = start(nodes);
    expect(s.state.tasks.get("AUDIT-001")!.judges).toEqual(["EXPLORE-001"]);
  });

  it("is nothing where no work was made at all: the gate is left out with it", () => {
    const s = start({
      solve: { role: "planner", when: large },
      audit: { ...gate(), needs: ["solve"] },
      steer: { ...gate({ ask: { question: "Deeper?" } }), needs: ["audit"] },
      build: { role: "implementer", needs: ["steer"] },
    });
    expect(s.ready()).toEqual(["BUILD-001"]);
    expect(Object.keys(s.statuses())).toEqual(["BUILD-001"]);
  });

  it("may be nothing where none was declared", () => {
    expect(start({ audit: gate() }).ready()).toEqual(["AUDIT-001"]);
    expect(start({ may: { ask: { question: "?" } }, audit: { ...gate(), needs: ["may"] } }).statuses()).toHaveProperty("AUDIT-001"); // prettier-ignore
  });

  it("is, behind a gate or a question, the work that those stand behind, and its worker reads it", () => {
    const s = start({
      solve: { role: "planner" },
      audit: { ...gate(), needs: ["solve"] },
      second: { ...gate(), needs: ["audit"] },
      third: { ...gate(), needs: ["second"] },
    });
    s.finish("SOLVE-001");
    s.finish("AUDIT-001", { verdict: "approved" });
    s.finish("AUDIT-002", { verdict: "approved" });
    expect(s.state.tasks.get("AUDIT-003")!.judges).toEqual(["SOLVE-001"]);
    expect(upstream(s, "AUDIT-003")).toEqual(["AUDIT-002", "SOLVE-001", "AUDIT-001"]);
  });
});
