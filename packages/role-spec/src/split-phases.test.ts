import { describe, expect, test } from "vitest";
import { parseRole } from "./parse-role.ts";

const parse = (body: string) =>
  parseRole(`---\nrole: planner\nprefix: PLAN\n---\n${body}`, { path: "roles/planner.md" });
const phases = (body: string) => parse(body).role!.phases;
const told = (body: string) => parse(body).complaints.map((c) => `${c.line} ${c.code}`);

describe("phases", () => {
  test("are found at any level, in any case, with any title", () => {
    const all = { context: "a", work: "b", validate: "c" };
    expect(phases("# Phase 2\na\n# PHASE 3 - Do\nb\n# Phase 4: Check\nc\n")).toEqual(all);
    expect(phases("### **Phase 2**: Load\na\n### phase 3\nb\n### Phase 4. Check ###\nc")).toEqual(all);
    expect(phases("Phase 2\n---\na\n\nPhase 3\n===\nb\n\nPhase 4\n---\nc")).toEqual(all);
    expect(phases("# P\n## Phase 2-4\n### Phase 2\na\n### Phase 3\nb\n### Phase 4\nc")).toEqual(all);
  });

  test("named together without parts are all work", () => {
    const body = "# P\n\nintro\n\n## Phase 2-4: Everything\n\nx\n";
    expect(phases(body)).toEqual({ context: "", work: "x", validate: "" });
    expect(told(body)).toEqual([]);
    expect(parse(body).role).toMatchObject({ heading: "P", intro: "intro" });
  });

  test("are not found in code, in comments, or in plain numbers", () => {
    const body =
      "## Phase 2\na\n```\n## Phase 3\n```\n<!--\n## Phase 3\n-->\n## Phase 3\nb\n## 2. Limits\nl\n## Phase 4\nc\n";
    expect(phases(body)).toEqual({
      context: "a\n```\n## Phase 3\n```\n<!--\n## Phase 3\n-->",
      work: "b\n## 2. Limits\nl",
      validate: "c",
    });
  });

  test("keep their steps, their sequels and what follows", () => {
    const body =
      "# P\n## Phase 1.5: Warm up\nw\n## Phase 2\na\n## Phase 3A\nb\n## Phase 3B: More\nm\n### Phase 1: a step\ns\n## Phase 4\nc\n## On errors\ne\n";
    expect(phases(body)).toEqual({
      context: "w\n\n## Phase 2\na",
      work: "b\n\n## Phase 3B: More\nm\n### Phase 1: a step\ns",
      validate: "c\n## On errors\ne",
    });
    expect(told(body)).toEqual([]);
  });

  test("of the kernel are left out, what follows them is not", () => {
    const body =
      "## Phase 1: Find\nf\n## Phase 2\na\n## Phase 3\nb\n## Phase 4\nc\n## Phase 5: Report\nr\n## On errors\ne\n";
    expect(phases(body)).toEqual({ context: "a", work: "b", validate: "c\n\n## On errors\ne" });
    expect(told(body)).toEqual(["5 ROLE_PHASE_KERNEL", "13 ROLE_PHASE_KERNEL"]);
    expect(parse(body).role?.body).toBe(body);
  });

  test("that are missing, mixed up or numbered otherwise are told", () => {
    expect(told("## Phase 3\nb\n## Phase 2\na\n")).toEqual(["5 ROLE_PHASE_MISSING", "7 ROLE_PHASE_ORDER"]);
    expect(told("## Phase 1\na\n## Phase 2\nb\n## Phase 3\nc\n")).toEqual(["5 ROLE_PHASES_OTHER"]);
    expect(phases("## Phase 1\na\n## Phase 2\nb\n")).toEqual({
      context: "",
      work: "## Phase 1\na\n## Phase 2\nb",
      validate: "",
    });
    expect(told("# P\n\ntext\n")).toEqual(["5 ROLE_PHASES_MISSING"]);
    expect(phases("# P\n\ntext\n").work).toBe("text");
    expect(told("\n")).toEqual(["5 ROLE_BODY_EMPTY"]);
  });

  test("below a code fence that is never closed are found all the same", () => {
    const body = "## Phase 2\na\n## Phase 3\nb\n```\nx\n## Phase 4\nc\n";
    expect(phases(body)).toEqual({ context: "a", work: "b\n```\nx", validate: "c" });
    expect(told(body)).toEqual(["9 ROLE_CODE_UNCLOSED"]);
  });
});
