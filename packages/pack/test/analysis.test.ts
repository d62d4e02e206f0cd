// A task analysis as people and models write it, also badly.
import { Team } from "@teamwright/core";
import { describe, expect, it } from "vitest";
import { ANALYSIS_OUTLINE, readAnalysis } from "../src/index.ts";

const open = (more: object = {}) =>
  Team.parse({ name: "coordinate", session_prefix: "TC", roles: {}, pipelines: {}, ...more });
const read = (text: string, more: object = {}) => readAnalysis(text, { team: open(more), path: "a.yaml" });
const seat = (prefix: string) => `{ prefix: ${prefix}, summary: s, capabilities: [c], work: w, validate: v }`;
const TWO = `roles:
  scout: ${seat("SCOUT")}
  smith: ${seat("SMITH")}
tasks:
  look: { role: scout }
  forge: { role: smith, needs: [look] }
`;
const codes = (text: string, more: object = {}) =>
  read(text, more)
    .complaints.filter((c) => c.severity === "error")
    .map((c) => `${c.line}:${c.column} ${c.code}`);

it("takes the outline that people are shown", () => {
  expect(read(ANALYSIS_OUTLINE)).toMatchObject({ complaints: [] });
});

it("makes a team of an analysis", () => {
  const { team, complaints } = read(`${TWO}perspectives: [cost]\nmax_parallel: 2\n`);
  expect(complaints).toEqual([]);
  expect(Object.keys(team!.pipelines)).toEqual(["plan"]);
  expect(team!.roles.scout!.phases).toEqual({
    context: expect.stringMatching(/^You are here for: c\. /) as string,
    work: "w",
    validate: "v",
  });
  expect(team!.limits.max_parallel).toBe(2);
});

it("takes JSON as well, and names its lines", () => {
  const role = { prefix: "SCOUT", summary: "s", capabilities: ["c"], work: "w", validate: "v" };
  const analysis = { roles: { scout: role }, tasks: { look: { role: "scout", needs: ["look"] } } };
  expect(read(JSON.stringify(analysis, null, 2)).complaints[0]).toMatchObject({ code: "CYCLE", line: 16 });
});

it("says what a name may be, and what is empty", () => {
  const text = TWO.replace("  look:", "  Look It Up:").replace("validate: v", 'validate: ""');
  expect(read(text).complaints.map((c) => c.message)).toEqual([
    "roles.scout.validate: is empty: say what must be true at the end.",
    "tasks.Look It Up: no such name; lower case letters, digits, dashes and underscores, first a letter.",
  ]);
  expect(read("- a\n").complaints[0]!.fix).toBe("Start with `roles:`.");
});

it("says with `before` what must wait", () => {
  const { team } = read(`${TWO}  advise: { role: scout, before: [forge] }\n`);
  expect(team!.pipelines.plan!.nodes.forge!.needs).toEqual(["look", "advise"]);
});

it("lets every round of critique hear the same, when there is one list", () => {
  const { team } = read(
    `${TWO.replace("{ role: scout }", "{ role: scout, discuss: D1 }")}perspectives: [cost, risk]\n`,
  );
  expect(team!.perspectives).toEqual({ D1: ["cost", "risk"] });
});

describe("an analysis with", () => {
  it.each<[string, string, string]>([
    ["a circle", TWO.replace("{ role: scout }", "{ role: scout, needs: [forge] }"), "5:31 CYCLE"],
    ["a prefix that two roles own", TWO.replace("prefix: SMITH", "prefix: SCOUT"), "3:10 PREFIX_CLASH"],
    ["a need that is not there", TWO.replace("needs: [look]", "needs: [luck]"), "6:32 NEED_UNKNOWN"],
    ["a need that every object has", TWO.replace("needs: [look]", "needs: [constructor]"), "6:32 NEED_UNKNOWN"],
    ["a role that is not there", TWO.replace("role: smith,", "role: smyth,"), "6:18 ROLE_UNDECLARED"],
    ["a role that every object has", TWO.replace("role: smith,", "role: constructor,"), "6:18 ROLE_UNDECLARED"],
    ["a task named twice", `${TWO}  look: { role: smith }\n`, "7:3 PACK_YAML"],
    ["a name that is a path", TWO.replace("  look:", "  ../../etc:"), "5:14 ANALYSIS_SCHEMA"],
    ["a name that every object inherits", TWO.replace("  look:", "  __proto__:"), "5:3 PACK_YAML"],
    ["a role named so", TWO.replace("  scout:", "  __proto__:"), "2:3 PACK_YAML"],
    ["a prefix that is a path", TWO.replace("prefix: SMITH", "prefix: ../X"), "3:20 ANALYSIS_SCHEMA"],
    ["a role that does not say how it is checked", TWO.replace(", validate: v", ""), "2:10 ANALYSIS_SCHEMA"],
    ["a field nobody knows", TWO.replace("{ role: scout }", "{ role: scout, wants: 1 }"), "5:9 ANALYSIS_SCHEMA"],
    ["something before a task that is not there", `${TWO}  x: { role: scout, before: [y] }\n`, "7:29 NEED_UNKNOWN"],
    [
      "items that take turns and wait for all of them",
      `${TWO.replace("{ role: scout }", "{ role: scout, for_each: [a, b] }")}  end: { role: smith, follows: look, in_turn: true, needs: [forge] }\n`,
      "7:60 CYCLE",
    ],
    ["no task", "roles: {}\n", "1:1 TASKS_NONE"],
    ["no data at all", "Here is the analysis you asked for.", "1:1 PACK_YAML"],
    ["a fence around it", `\`\`\`yaml\n${TWO}\`\`\`\n`, "1:1 PACK_YAML"],
  ])("%s is refused at its place", (_, text, expected) => {
    expect(codes(text)[0]).toBe(expected);
    expect(read(text).team).toBeNull();
  });

  it("a role or task that the team has already is refused", () => {
    const scout = { name: "scout", prefixes: ["LOOK"] };
    expect(codes(TWO, { roles: { scout } })).toEqual(["2:10 ROLE_CLASH"]);
    const team = read(TWO).team!;
    const more = readAnalysis("tasks:\n  look: { role: scout }\n", { team, pipeline: "plan", path: "b" });
    expect(more.complaints).toMatchObject([{ code: "TASK_CLASH", line: 2, column: 9 }]);
  });

  it("an addition hears nothing of what was there before", () => {
    const { team, complaints } = read(TWO.replace("tasks:", `  idle: ${seat("IDLE")}\ntasks:`));
    expect(complaints.map((c) => c.code)).toEqual(["ROLE_UNUSED"]);
    const more = "tasks:\n  again: { role: scout, needs: [look] }\n";
    expect(readAnalysis(more, { team: team!, pipeline: "plan", path: "b" }).complaints).toEqual([]);
  });

  it("a thousand tasks is refused at once, and five hundred in a row are read at once", () => {
    const chain = (count: number) =>
      Array.from({ length: count }, (_, i) => `  t${i}: { role: scout${i ? `, needs: [t${i - 1}]` : ""} }`).join("\n");
    const text = (count: number) => `roles:\n  scout: ${seat("SCOUT")}\ntasks:\n${chain(count)}\n`;
    expect(codes(text(1000))).toEqual(["4:3 TASKS_MANY"]);
    expect(read(text(500)).team).not.toBeNull();
  });

  it("more roles than people can follow is warned of", () => {
    const names = ["a", "b", "c", "d", "e", "f"];
    const roles = names.map((n) => `  ${n}: ${seat(n.toUpperCase())}`).join("\n");
    const tasks = names.map((n) => `  ${n}: { role: ${n} }`).join("\n");
    expect(read(`roles:\n${roles}\ntasks:\n${tasks}\n`)).toMatchObject({
      complaints: [{ code: "ROLES_MANY", severity: "warning" }],
    });
  });
});
