// The coordinate pack: what it ships holds, and a sample that is wrong is said like any other mistake.
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { autoPlays, checkPlay, loadPack, playable, readPlays } from "../src/index.ts";

const coordinate = join(import.meta.dirname, "../../../skills/coordinate");
const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

it("plays every sample, a gap that is filled in flight among them", async () => {
  const pack = await loadPack(coordinate);
  const { teams, complaints: more } = await playable(pack);
  expect([...pack.complaints, ...more]).toEqual([]);
  expect([...teams.keys()]).toEqual(["diamond", "discussed", "fan-out", "single"]);
  const { scripts } = await readPlays(pack);
  const all = [...[...teams].flatMap(([pipeline, made]) => autoPlays(made, pipeline)), ...scripts];
  for (const script of all)
    expect((await checkPlay(teams.get(script.pipeline)!, script)).wrong, script.name).toEqual([]);
  expect(all.length).toBeGreaterThan(20);
});

it("names line and column of a sample that is wrong, and plays the others", async () => {
  const dir = await mkdtemp(join(tmpdir(), "teamwright-samples-"));
  folders.push(dir);
  await cp(coordinate, dir, { recursive: true });
  await writeFile(join(dir, "analyses", "bad.yaml"), "roles: {}\ntasks:\n  a: { role: nobody }\n");
  const { teams, complaints } = await playable(await loadPack(dir));
  expect(complaints).toMatchObject([{ code: "ROLE_UNDECLARED", line: 3, path: join(dir, "analyses", "bad.yaml") }]);
  expect(teams.has("bad")).toBe(false);
  expect(teams.has("single")).toBe(true);
});
