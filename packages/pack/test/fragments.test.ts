import { describe, expect, it } from "vitest";
import { PlayScript, playTeam } from "../src/index.ts";
import { errors, load, role, skill } from "./write-packs.ts";

const ROLES = {
  "mine/SKILL.md": skill,
  "mine/roles/maker.md": role("maker", "MAKE"),
  "mine/roles/critic.md": role("critic", "REVIEW"),
};
const team = (nodes: string, more = "") =>
  `name: mine\nsession_prefix: MINE\n${more}pipelines:\n  own:\n    input: [files]\n    nodes:\n${nodes.replace(/^/gm, "      ")}\n`;
const loaded = (nodes: string, more?: string) => load({ ...ROLES, "mine/team.yaml": team(nodes, more) });
const played = async (nodes: string, script: object = {}) => {
  const { team: made, complaints } = await loaded(nodes);
  expect(complaints.filter((c) => c.severity === "error")).toEqual([]);
  return (await playTeam(made!, PlayScript.parse({ name: "t", pipeline: "own", ...script }))).chain;
};

describe("a fragment", () => {
  it("becomes plain nodes; the last keeps the name, so that others can need it", async () => {
    const { team: made, complaints } = await loaded(
      "plan: { role: maker }\naudit: { use: reviewFix, needs: [plan], with: { make: maker, review: critic, rounds: 1 } }\nship: { role: maker, needs: [audit] }",
    );
    expect(complaints).toEqual([]);
    const { nodes } = made!.pipelines.own!;
    expect(Object.keys(nodes)).toEqual(["plan", "audit-make", "audit", "ship"]);
    expect(nodes["audit-make"]).toMatchObject({ role: "maker", needs: ["plan"] });
    expect(nodes.audit).toMatchObject({
      role: "critic",
      needs: ["audit-make"],
      gate: { revise: { role: "maker" }, max_rounds: 1, when_exhausted: "escalate" },
    });
  });

  it("takes more fields for the node that keeps the name, and a condition for all of it", async () => {
    const { team: made } = await loaded(
      "audit:\n  use: reviewFix\n  with: { make: { role: maker, title: Make it }, review: critic }\n  when: { fact: input.files.length, gte: 2 }\n  gate: { when_exhausted: proceed }\n  output: [findings]",
    );
    const { nodes } = made!.pipelines.own!;
    expect(nodes.audit).toMatchObject({ output: ["findings"], gate: { when_exhausted: "proceed", max_rounds: 2 } });
    expect(nodes["audit-make"]).toMatchObject({ title: "Make it", when: { fact: "input.files.length" } });
  });

  it("goes round: review and mend, until the numbers are good, over a list, after a person's word", async () => {
    const seats = "make: maker, review: critic";
    expect(
      await played(`a: { use: reviewFix, with: { ${seats} } }`, { work: { "REVIEW-001": { verdict: "rejected" } } }),
    ).toBe("MAKE-001 > REVIEW-001 > MAKE-002 > REVIEW-002");
    const poor = { data: { pass_rate: 0.9, coverage: 90 } };
    const good = { data: { pass_rate: 0.95, coverage: 80 } };
    expect(
      await played("a: { use: loopUntil, with: { make: maker, check: critic, coverage: 80 } }", {
        work: { "REVIEW-001": poor, "REVIEW-002": { data: { pass_rate: 1, coverage: 79 } }, REVIEW: good },
      }),
    ).toBe("MAKE-001 > REVIEW-001 > MAKE-002 > REVIEW-002 > MAKE-003 > REVIEW-003");
    expect(
      await played("a: { use: fanOut, with: { over: input.files, work: maker, gather: critic } }", {
        input: { files: ["a", "b", "c"] },
      }),
    ).toBe("MAKE-001 + MAKE-002 + MAKE-003 > REVIEW-001");
    expect(
      await played(
        'a: { role: maker }\nb: { use: ask, needs: [a], with: { question: "On?" } }\nc: { role: critic, needs: [b] }',
      ),
    ).toBe("MAKE-001 > REVIEW-001");
    expect(
      await played(
        "a: { role: maker }\nb: { use: gate, needs: [a], with: { review: critic, revise: maker, approved: 90 } }",
        {
          work: { "REVIEW-001": { score: 55 }, REVIEW: { score: 95 } },
        },
      ),
    ).toBe("MAKE-001 > REVIEW-001 > MAKE-002 > REVIEW-002");
  });

  const OWN = `fragments:
  pair:
    params: { who: { type: seat }, word: { type: text, default: "x" }, many: { type: number, optional: true } }
    exit: second
    nodes:
      first: { <<: $who, title: "First \${word}", output: [list] }
      second: { <<: $who, needs: [first], for_each: first.list, when: { fact: first.list.length, gte: 1 }, max_parallel: $many }
  twice:
    params: { who: { type: seat } }
    nodes:
      one: { use: pair, with: { who: $who, word: deep } }
      two: { role: critic, needs: [one] }
`;
  it("can be one's own, use others, and name its own nodes", async () => {
    const { team: made, complaints } = await loaded("t: { use: twice, with: { who: maker } }", OWN);
    expect(complaints).toEqual([]);
    const { nodes } = made!.pipelines.own!;
    expect(Object.keys(nodes)).toEqual(["t-one-first", "t-one", "t"]);
    expect(nodes["t-one-first"]!.title).toBe("First deep");
    expect(nodes["t-one"]).toMatchObject({
      for_each: "t-one-first.list",
      when: { fact: "t-one-first.list.length" },
      needs: ["t-one-first"],
    });
    expect(nodes["t-one"]).not.toHaveProperty("max_parallel");
  });

  it("comes from another pack with `uses`, and is inherited with `extends`", async () => {
    const base = { ...ROLES, "other/team.yaml": team("a: { role: maker }", OWN) };
    const used = await load({
      ...base,
      "mine/team.yaml": team(
        "t: { use: pairs, with: { who: maker } }\nu: { role: critic, needs: [t] }",
        "uses: [{ pack: other, fragments: { pair: pairs } }]\n",
      ),
    });
    expect(used.complaints).toEqual([]);
    expect(Object.keys(used.team!.pipelines.own!.nodes)).toEqual(["t-first", "t", "u"]);
    const { team: heir } = await load({
      ...base,
      "mine/team.yaml":
        "name: mine\nextends: other\npipelines: { more: { nodes: { t: { use: pair, with: { who: critic } } } } }\n",
    });
    expect(Object.keys(heir!.pipelines.more!.nodes)).toEqual(["t-first", "t"]);
  });

  const given = (text: string) => `a: { use: reviewFix, with: { ${text} } }`;
  const wrong: [string, string, string, string?][] = [
    ["a fragment that is not there", "a: { use: reviewfixx, with: {} }", "mine/team.yaml:7:17 FRAGMENT_UNKNOWN"],
    ["a parameter that is missing", given("make: maker"), "mine/team.yaml:7:34 FRAGMENT_PARAM"],
    [
      "a parameter that is not there",
      given("make: maker, review: critic, round: 1"),
      "mine/team.yaml:7:65 FRAGMENT_PARAM",
    ],
    [
      "a value of another type",
      given('make: maker, review: critic, rounds: "1"'),
      "mine/team.yaml:7:73 FRAGMENT_PARAM",
    ],
    [
      "a value that is not listed",
      given("make: maker, review: critic, exhausted: stop"),
      "mine/team.yaml:7:76 FRAGMENT_PARAM",
    ],
    ["a role that is not there", given("make: wizard, review: critic"), "mine/team.yaml:7:42 ROLE_UNDECLARED"],
    [
      "a field that is not there, in what is given",
      given("make: { role: maker, titel: x }, review: critic"),
      "mine/team.yaml:7:57 PACK_FIELD",
    ],
    [
      "a name that is taken",
      `${given("make: maker, review: critic")}\na-make: { role: maker }`,
      "mine/team.yaml:7:17 FRAGMENT_CLASH",
    ],
    [
      "fragments that use each other",
      "a: { use: x }",
      "mine/team.yaml:8:10 FRAGMENT_CYCLE",
      "fragments: { x: { nodes: { n: { use: y } } }, y: { nodes: { n: { use: x } } } }\n",
    ],
    [
      "a parameter nobody declared",
      "a: { use: x }",
      "mine/team.yaml:3:39 FRAGMENT_PARAM",
      "fragments: { x: { nodes: { n: { role: $who } } } }\n",
    ],
    [
      "an exit that is not there",
      "a: { role: maker }",
      "mine/team.yaml:3:25 FRAGMENT_EXIT",
      "fragments: { x: { exit: m, nodes: { n: { role: maker } } } }\n",
    ],
  ];
  for (const [what, nodes, place, more] of wrong)
    it(`tells of ${what}`, async () => {
      const found = await loaded(nodes, more);
      expect(errors(found).filter((line) => !line.endsWith("ROLE_UNUSED"))).toContain(place);
      expect(found.team).toBeNull();
    });

  it("that uses others twice, and they others twice, is refused before it fills the machine", async () => {
    const levels = Array.from({ length: 40 }, (_, i) => {
      const use = i === 39 ? "{ role: maker }" : `{ use: f${i + 1} }`;
      return `f${i}: { nodes: { a: ${use}, b: ${use} } }`;
    });
    const found = await loaded("a: { use: f0 }", `fragments: { ${levels.join(", ")} }\n`);
    expect(found.team).toBeNull();
    expect(found.complaints.filter((c) => c.code === "FRAGMENT_MANY")).toHaveLength(1);
  });
});
