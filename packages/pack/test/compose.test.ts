import { describe, expect, it } from "vitest";
import { errors, load, role, skill } from "./write-packs.ts";

const BASE = {
  "base/team.yaml": `name: base
summary: The base
session_prefix: BASE
limits: { max_parallel: 3 }
pipelines:
  full:
    input: [wish]
    nodes:
      make: { role: maker, title: Make it }
      review:
        role: reviewer
        needs: [make]
        when: { fact: input.wish, eq: big }
        gate: { revise: { role: maker }, max_rounds: 2, when_exhausted: escalate }
      ship: { role: maker, needs: [review] }
  short:
    nodes:
      make: { role: maker }
select:
  - pipeline: full
`,
  "base/roles/maker.md": role("maker", "MAKE"),
  "base/roles/reviewer.md": role("reviewer", "REVIEW"),
  "base/SKILL.md": skill,
  "mine/SKILL.md": skill,
};
describe("extends", () => {
  it("takes everything over, and the name and prefix are one's own", async () => {
    const { team, complaints, dirs } = await load({
      ...BASE,
      "mine/team.yaml": "extends: base\nname: mine\nsession_prefix: MINE\n",
    });
    expect(complaints).toEqual([]);
    expect(team).toMatchObject({
      name: "mine",
      session_prefix: "MINE",
      summary: "The base",
      limits: { max_parallel: 3 },
    });
    expect(Object.keys(team!.pipelines)).toEqual(["full", "short"]);
    expect(dirs.map((dir) => dir.split("/").at(-1))).toEqual(["mine", "base"]);
  });

  it("overrides single fields, replaces lists and conditions as a whole, and takes away with null", async () => {
    const { team, complaints } = await load({
      ...BASE,
      "mine/team.yaml": `extends: ../base
name: mine
roles:
  maker: { model: large, phases: { work: "My way." } }
pipelines:
  full:
    nodes:
      make: { title: null }
      review: { when: { fact: input.wish, exists: true }, gate: { max_rounds: 5 } }
      look: { role: reviewer, needs: [review] }
      ship: { needs: [review, look] }
  short: null
`,
    });
    expect(complaints).toEqual([]);
    const { nodes } = team!.pipelines.full!;
    expect(team!.pipelines).not.toHaveProperty("short");
    expect(nodes.make!.title).toBeUndefined();
    expect(nodes.review).toMatchObject({
      when: { fact: "input.wish", exists: true },
      gate: { max_rounds: 5, when_exhausted: "escalate", revise: { role: "maker" } },
    });
    expect(nodes.review!.when).not.toHaveProperty("eq");
    expect(nodes.ship!.needs).toEqual(["review", "look"]);
    expect(team!.roles.maker).toMatchObject({
      model: "large",
      prefixes: ["MAKE"],
      phases: { context: "Read.", work: "My way." },
    });
  });

  it("says what to select when a pipeline is taken away that the pack below selects", async () => {
    const one = await load({ ...BASE, "mine/team.yaml": "extends: base\nname: mine\npipelines:\n  full: null\n" });
    expect(errors(one)).toEqual(["mine/team.yaml:4:3 SELECT_LEFT"]);
    const select = "select:\n  - pipeline: short\n    when: { fact: input.wish, exists: true }\n  - pipeline: full\n";
    const base = { ...BASE, "base/team.yaml": BASE["base/team.yaml"].replace("select:\n  - pipeline: full\n", select) };
    const two = await load({ ...base, "mine/team.yaml": "extends: base\nname: mine\npipelines:\n  full: null\n" });
    expect(two.complaints[0]!.fix).toBe("Write a select of your own, like\nselect:\n  - pipeline: short");
    const text = `extends: base\nname: mine\npipelines:\n  full: null\n${two.complaints[0]!.fix.replace(/^.*\n/, "")}\n`;
    expect((await load({ ...base, "mine/team.yaml": text })).complaints.map(({ code }) => code)).not.toContain(
      "SELECT_LEFT",
    );
  });

  it("puts a role file in the place of the whole role", async () => {
    const { team } = await load({
      ...BASE,
      "mine/team.yaml": "extends: base\nname: mine\n",
      "mine/roles/maker.md": role("maker", "BUILD", "Build it."),
    });
    expect(team!.roles.maker).toMatchObject({ prefixes: ["BUILD"], phases: { work: "Build it." } });
  });

  it("goes over several packs, the nearest last", async () => {
    const { team, complaints } = await load({
      ...BASE,
      "middle/team.yaml": "extends: base\nname: middle\nlimits: { max_parallel: 4, max_errors: 9 }\n",
      "mine/team.yaml": "extends: middle\nname: mine\nlimits: { max_parallel: 5 }\n",
    });
    expect(complaints).toEqual([]);
    expect(team!.limits).toMatchObject({ max_parallel: 5, max_errors: 9 });
  });

  it("finds another pack of the same name, not itself", async () => {
    const { team, complaints } = await load(
      {
        ...Object.fromEntries(
          Object.entries(BASE).map(([path, text]) => [`node_modules/@teamwright/team-${path}`, text]),
        ),
        "base/team.yaml": "extends: base\nname: base\nsummary: Ours\n",
        "base/SKILL.md": skill,
      },
      "base",
    );
    expect(complaints).toEqual([]);
    expect(team!.summary).toBe("Ours");
  });

  const wrong: [string, Record<string, string>, string[]][] = [
    [
      "a pack that is not there",
      { "mine/team.yaml": "name: mine\nextends: bass\n" },
      ["mine/team.yaml:2:10 EXTENDS_MISSING"],
    ],
    [
      "a path of a machine",
      { "mine/team.yaml": "name: mine\nextends: /etc\n" },
      ["mine/team.yaml:2:10 EXTENDS_INVALID"],
    ],
    ["a list", { "mine/team.yaml": "name: mine\nextends: [base]\n" }, ["mine/team.yaml:2:10 EXTENDS_INVALID"]],
    ["no name of one's own", { "mine/team.yaml": "extends: base\n" }, ["mine/team.yaml:1:1 EXTENDS_NAMELESS"]],
    [
      "a null for nothing",
      { "mine/team.yaml": "extends: base\nname: mine\npipelines:\n  full:\n    nodes:\n      mark: null\n" },
      ["mine/team.yaml:6:7 REMOVES_NOTHING"],
    ],
    [
      "a field that is wrong in the base, there",
      {
        "base/team.yaml": BASE["base/team.yaml"].replace("needs: [review]", "nedes: [review]"),
        "mine/team.yaml": "extends: base\nname: mine\n",
      },
      ["base/team.yaml:15:28 PACK_FIELD"],
    ],
    [
      "a field that is wrong here, here",
      {
        "mine/team.yaml":
          "extends: base\nname: mine\npipelines:\n  full:\n    nodes:\n      ship: { needs: [reviwe] }\n",
      },
      ["mine/team.yaml:6:22 NEED_UNKNOWN"],
    ],
    [
      "a role that is wrong in its file, there",
      {
        "mine/team.yaml": "extends: base\nname: mine\n",
        "base/roles/reviewer.md": role("reviewer", "MAKE"),
      },
      ["base/roles/reviewer.md:1:1 PREFIX_CLASH"],
    ],
  ];
  for (const [what, files, found] of wrong)
    it(`tells of ${what}`, async () => {
      const loaded = await load({ ...BASE, ...files });
      expect(errors(loaded).filter((line) => found.some((one) => line.endsWith(one.split(" ")[1]!)))).toEqual(found);
      expect(loaded.team).toBeNull();
    });

  it("tells of packs that build on each other, where the circle closes", async () => {
    const found = await load({
      ...BASE,
      "mine/team.yaml": "name: mine\nextends: other\n",
      "other/team.yaml": "name: other\nextends: ../mine\n",
    });
    expect(errors(found)).toContain("other/team.yaml:2:10 EXTENDS_CYCLE");
    expect(found.complaints.find((c) => c.code === "EXTENDS_CYCLE")!.message).toContain("mine > other > mine");
  });

  it("ends with packs that extend each other without end", async () => {
    const files = Object.fromEntries(
      Array.from({ length: 12 }, (_, i) => [`p${i}/team.yaml`, `name: p${i}\nextends: p${i + 1}\n`]),
    );
    expect(errors(await load(files, "p0"))).toContain("p9/team.yaml:2:10 EXTENDS_DEPTH");
  });
});

describe("uses", () => {
  const own = (uses: string, more = "") => `name: mine
session_prefix: MINE
uses: ${uses}
pipelines: { own: { nodes: { look: { role: reviewer } } } }
${more}`;

  it("takes single roles, pipelines with the roles they name, and gives new names", async () => {
    const { team, complaints } = await load({
      ...BASE,
      "mine/team.yaml": own("[{ pack: base, roles: { reviewer: reviewer }, pipelines: { short: quick } }]"),
    });
    expect(complaints).toEqual([]);
    expect(Object.keys(team!.roles).toSorted()).toEqual(["maker", "reviewer"]);
    expect(Object.keys(team!.pipelines)).toEqual(["quick", "own"]);
  });

  it("renames a role wherever the pipeline names it", async () => {
    const { team, complaints } = await load({
      ...BASE,
      "mine/team.yaml": own("[{ pack: base, roles: { maker: smith, reviewer: reviewer }, pipelines: [full] }]"),
    });
    expect(complaints).toEqual([]);
    expect(team!.roles.smith!.name).toBe("smith");
    expect(team!.pipelines.full!.nodes).toMatchObject({
      make: { role: "smith" },
      review: { gate: { revise: { role: "smith" } } },
    });
  });

  it("lets fields of what was taken be overridden", async () => {
    const { team } = await load({
      ...BASE,
      "mine/team.yaml": own("[{ pack: base, roles: [reviewer] }]", "roles: { reviewer: { effort: high } }\n"),
    });
    expect(team!.roles.reviewer).toMatchObject({ effort: "high", prefixes: ["REVIEW"] });
  });

  const wrong: [string, string, string][] = [
    ["what the other pack does not have", "[{ pack: base, roles: [wizard] }]", "mine/team.yaml:3:30 USES_MISSING"],
    ["a pack that is not there", "[{ pack: nobody, roles: [maker] }]", "mine/team.yaml:3:16 EXTENDS_MISSING"],
    ["an unknown field", "[{ pack: base, role: [maker] }]", "mine/team.yaml:3:22 PACK_FIELD"],
    [
      "two of one name",
      "[{ pack: base, roles: [reviewer] }, { pack: third, roles: { seer: reviewer } }]",
      "mine/team.yaml:3:73 USES_CLASH",
    ],
  ];
  for (const [what, uses, place] of wrong)
    it(`tells of ${what}`, async () => {
      const loaded = await load({
        ...BASE,
        "third/team.yaml": "name: third\nsession_prefix: T\npipelines: { one: { nodes: { see: { role: seer } } } }\n",
        "third/roles/seer.md": role("seer", "SEE"),
        "mine/team.yaml": own(uses),
      });
      expect(errors(loaded)).toContain(place);
      expect(loaded.team).toBeNull();
    });
});
