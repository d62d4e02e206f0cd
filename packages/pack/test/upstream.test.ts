// The pipelines that the older team skills name, one file of upstream/ for each skill: every mode is checked and played like a pack of our own. docs/upstream-modes.md is drawn from the same files.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Team } from "@teamwright/core";
import { describe, expect, it } from "vitest";
import { autoPlays, checkPlay, lintTeam, loadPack, PlayScript, readYaml } from "../src/index.ts";

interface Mode {
  told: "whole" | "in part" | "name only";
  /** What is started when all goes well; lists that nobody gives have two items. */
  chain: string;
  differs?: string;
  /** Why no pipeline states it; then it has none. */
  cannot?: string;
  plays?: (Partial<PlayScript> & { name: string })[];
}

interface Skill {
  skill: string;
  modes: Record<string, Mode>;
  /** The folder of a pack whose pipelines are these modes, or the team itself. */
  pack?: string;
  team?: Record<string, unknown> & { roles: Record<string, object> };
  /** What takes the place of a skill without a mode. */
  instead?: string;
}

const root = join(import.meta.dirname, "../../..");
const dir = join(import.meta.dirname, "upstream");
const files = readdirSync(dir)
  .toSorted()
  .map((name) => {
    const path = join(dir, name);
    const file = readYaml(readFileSync(path, "utf8"), path);
    return { path, file, skill: file.data as Skill };
  });

async function teamOf({ path, file, skill }: (typeof files)[number]) {
  if (skill.pack) return loadPack(join(root, skill.pack));
  const roles = Object.fromEntries(Object.entries(skill.team!.roles).map(([name, role]) => [name, { name, ...role }]));
  const team = Team.parse({ name: skill.skill, ...skill.team, roles });
  return { team, complaints: lintTeam(team, (keys) => ({ path, ...file.at(["team", ...keys]) })) };
}

it("has the 59 modes of 23 skills", () => {
  expect(files.flatMap((f) => f.file.complaints)).toEqual([]);
  expect(files).toHaveLength(23);
  expect(files.flatMap((f) => Object.keys(f.skill.modes))).toHaveLength(59);
  for (const { path, skill } of files) {
    expect(path.endsWith(`/${skill.skill}.yaml`), path).toBe(true);
    expect(Object.keys(skill.modes).length === 0, path).toBe(skill.instead !== undefined);
    for (const mode of Object.values(skill.modes)) expect(mode.told, path).toMatch(/^(whole|in part|name only)$/);
  }
});

describe.each(files.filter((f) => f.skill.instead === undefined))("$skill.skill", (found) => {
  it("is without complaint, and each of its pipelines is a mode", async () => {
    const { team, complaints } = await teamOf(found);
    expect(complaints).toEqual([]);
    const stated = Object.entries(found.skill.modes).filter(([, mode]) => mode.cannot === undefined);
    expect(Object.keys(team!.pipelines).toSorted()).toEqual(stated.map(([name]) => name).toSorted());
  });

  it.each(Object.entries(found.skill.modes).filter(([, mode]) => mode.cannot === undefined))(
    "%s goes as its chain says, and survives rejections and deaths",
    async (pipeline, { chain, plays = [] }) => {
      const team = (await teamOf(found)).team!;
      const scripts = [
        PlayScript.parse({ name: "all goes well", pipeline, expect: { status: "done", chain } }),
        ...plays.map((play) => PlayScript.parse({ ...play, pipeline })),
        ...autoPlays(team, pipeline),
      ];
      for (const script of scripts) expect(await checkPlay(team, script), script.name).toMatchObject({ wrong: [] });
    },
  );
});
