import { describe, expect, it } from "vitest";
import { checkPlay, playable, readPlays } from "../src/index.ts";
import { errors, load, role, skill } from "./write-packs.ts";

const play = (name: string, pipeline: string, chain: string) =>
  `name: ${name}\npipeline: ${pipeline}\nexpect: { chain: "${chain}", status: done }\n`;
const BASE = {
  "base/team.yaml": `name: base
session_prefix: BASE
pipelines:
  full:
    nodes:
      make: { role: maker }
      ship: { role: maker, prefix: SHIP, needs: [make] }
  short: { nodes: { look: { role: viewer } } }
`,
  "base/roles/maker.md": role("maker", "MAKE").replace("prefix: MAKE", "prefix: [MAKE, SHIP]"),
  "base/roles/viewer.md": role("viewer", "LOOK"),
  "base/SKILL.md": skill,
  "base/plays/whole.yaml": play("whole", "full", "MAKE-001 > SHIP-001"),
  "base/plays/brief.yaml": play("brief", "short", "LOOK-001"),
  "base/analyses/one.yaml":
    "summary: One\nroles: { smith: { prefix: SMITH, summary: s, capabilities: [c], work: w, validate: v } }\ntasks: { forge: { role: smith } }\n",
  "mine/SKILL.md": skill,
};
const MINE = "extends: base\nname: mine\n";

/** What is played of `mine`, whether it passed, and what is not run. */
async function played(files: Record<string, string>) {
  const pack = await load({ ...BASE, ...files });
  const { scripts, inherited, skipped } = await readPlays(pack);
  const { teams } = await playable(pack);
  const results = await Promise.all(scripts.map((script) => checkPlay(teams.get(script.pipeline)!, script)));
  return {
    codes: errors(pack),
    plays: results.map(
      ({ script, wrong }) =>
        `${script.name} ${wrong.length === 0 ? "passes" : "fails"}${inherited.has(script) ? "" : ", own"}`,
    ),
    skipped: skipped.map(({ name, why }) => `${name}: ${why}`),
  };
}

describe("a pack that extends another", () => {
  it("plays what the other ships", async () => {
    const { codes, plays, skipped } = await played({ "mine/team.yaml": MINE });
    expect([codes, plays, skipped]).toEqual([[], ["brief passes", "whole passes"], []]);
  });

  it("tells one anew in a file of its name, and leaves another out", async () => {
    const { plays } = await played({
      "mine/team.yaml": `${MINE}plays: { brief: null }\npipelines: { full: { nodes: { ship: null } } }\n`,
      "mine/plays/whole.yaml": play("half", "full", "MAKE-001"),
    });
    expect(plays).toEqual(["half passes, own"]);
  });

  it("fails one whose pipeline goes another way now", async () => {
    const { plays } = await played({ "mine/team.yaml": `${MINE}pipelines: { full: { nodes: { ship: null } } }\n` });
    expect(plays).toEqual(["brief passes", "whole fails"]);
  });

  it("does not run one whose pipeline is gone, or whose roles act otherwise; another model is no other role", async () => {
    const text = `${MINE}pipelines: { short: null }\nroles: { maker: { inner_loop: true } }\n`;
    expect((await played({ "mine/team.yaml": text })).skipped).toEqual([
      "brief: there is no pipeline short",
      "whole: the role maker is another one here",
    ]);
    const other = `${MINE}roles: { maker: { model: large, phases: { work: "My way." } } }\n`;
    expect((await played({ "mine/team.yaml": other })).plays).toEqual(["brief passes", "whole passes"]);
  });

  it("has the other's sample analyses, and may leave them out or have its own", async () => {
    const teams = async (files: Record<string, string>) => [
      ...(await playable(await load({ ...BASE, ...files }))).teams.keys(),
    ];
    expect(await teams({ "mine/team.yaml": MINE })).toEqual(["full", "short", "one"]);
    expect(await teams({ "mine/team.yaml": `${MINE}analyses: { one: null }\n` })).toEqual(["full", "short"]);
  });

  it("hands on what it inherits, without what it leaves out", async () => {
    const pack = await load(
      {
        ...BASE,
        "mine/team.yaml": `${MINE}plays: { brief: null }\n`,
        "third/SKILL.md": skill,
        "third/team.yaml": "extends: mine\nname: third\n",
      },
      "third",
    );
    expect(pack.plays.map(({ name, from }) => [name, from.split("/").at(-1)])).toEqual([["whole", "base"]]);
  });

  it("hears of what it leaves out and is not there", async () => {
    const { codes } = await played({ "mine/team.yaml": `${MINE}plays:\n  nope: null\n  whole: 5\n` });
    expect(codes).toEqual(["mine/team.yaml:4:3 REMOVES_NOTHING", "mine/team.yaml:5:3 REMOVES_NOTHING"]);
  });
});

it("a pack that only uses parts of another has plays of its own alone", async () => {
  const pack = await load({
    ...BASE,
    "mine/team.yaml": "name: mine\nsession_prefix: MINE\nuses: [{ pack: base, pipelines: [full] }]\npipelines: {}\n",
  });
  expect([errors(pack), pack.plays, pack.analyses]).toEqual([[], [], []]);
});
