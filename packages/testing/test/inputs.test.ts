import { describe, expect, it } from "vitest";
import { sampleTeam, Scenario } from "../src/index.ts";

const inputs = {
  issues: { list: true },
  spec: { one_of: ["none", "given"], default: "none" },
  layers: { one_of: [1, 2, 3] },
  note: {},
};
const start = (input: Record<string, unknown>, kind?: "board") => {
  const s = new Scenario();
  const team = sampleTeam({ inputs, select: [{ pipeline: "quick", when: { fact: "input.spec", eq: "given" } }] });
  const command = { session: "SMP-1", team, requirement: "r", input, ...(kind ? { kind } : {}) };
  return { s, answer: s.give("session.start", command) };
};
const refusal = (input: Record<string, unknown>, kind?: "board") => {
  const { s, answer } = start(input, kind);
  if (answer.ok) throw new Error("It was taken.");
  expect(s.state.session).toBeUndefined();
  expect(answer.code).toBe("INPUT_INVALID");
  return answer;
};

describe("the inputs that a team declares", () => {
  it("come with their defaults", () => {
    expect(start({}).s.state.session!.input).toEqual({ spec: "none" });
  });

  it("choose the pipeline", () => {
    expect(start({ spec: "given" }).s.state.session!.pipeline).toBe("quick");
  });

  it("are stored as the team writes them, however a command line gives them", () => {
    expect(start({ layers: "2", note: { any: ["thing"] } }).s.state.session!.input).toEqual({
      ...{ layers: 2, note: { any: ["thing"] }, spec: "none" },
    });
  });

  it("are the only ones, and their values too", () => {
    expect(refusal({ spce: "given", layers: 4, issues: "GH-1" })).toMatchObject({
      message: "input.spce is not one of issues, spec, layers, note.",
      data: {
        issues: [
          { field: "input.spce", problem: "is not one of issues, spec, layers, note" },
          { field: "input.layers", problem: "must be one of 1, 2, 3" },
          { field: "input.issues", problem: "must be a list" },
        ],
      },
    });
    expect(refusal({ spec: "onyl" }).message).toBe('input.spec must be one of "none", "given".');
    expect(refusal({ constructor: 1 }).message).toContain("constructor");
  });

  it("hold for a board as well", () => {
    refusal({ spce: 1 }, "board");
  });
});

it("a team that declares none takes any", () => {
  const s = new Scenario();
  s.must("session.start", { session: "SMP-1", team: sampleTeam(), requirement: "r", input: { whatever: 1 } });
  expect(s.state.session!.input).toEqual({ whatever: 1 });
});
