// What may lie in the place of a pack's files: it is said at its path, nothing hangs and nothing is thrown.
import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { loadPack, newPack, playable, readPlays } from "../src/index.ts";

const template = join(import.meta.dirname, "../../../templates/pack");
const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

/** What is said of a new pack in which `change` put something else at `path`. */
async function said(path: string, change: (at: string) => unknown): Promise<string[]> {
  const dir = join(await mkdtemp(join(tmpdir(), "teamwright-odd-")), "p");
  folders.push(join(dir, ".."));
  await newPack({ name: "p", dir, template, version: "1.0.0" });
  await mkdir(join(dir, "analyses"));
  await rm(join(dir, path), { recursive: true, force: true });
  await change(join(dir, path));
  const pack = await loadPack(dir);
  const all = [...pack.complaints, ...(await readPlays(pack)).complaints, ...(await playable(pack)).complaints];
  return all.map((c) => `${c.path.slice(dir.length + 1)} ${c.severity} ${c.code}: ${c.message}`);
}

const folder = (at: string) => mkdir(at);
const pipe = (at: string) => execFileSync("mkfifo", [at]);
const large = (at: string) => writeFile(at, `name: x\n${"#".repeat(10_000_000)}\n`);
const loop = (at: string) => symlink(at.split("/").at(-1)!, at);

it.each([
  ["team.yaml", "folder", folder, "team.yaml error PACK_MISSING: This is no file."],
  ["plays/rejected-once.yaml", "folder", folder, "plays/rejected-once.yaml error PACK_FILE: This is no file."],
  ["analyses/x.yaml", "folder", folder, "analyses/x.yaml error PACK_FILE: This is no file."],
  ["roles/maker.md", "folder", folder, "roles/maker.md error ROLE_FILE_KIND: This is a folder, not a file."],
  ["SKILL.md", "folder", folder, "SKILL.md warning PACK_SKILL: This is no file."],
  [
    "plays",
    "file",
    (at: string) => writeFile(at, ""),
    "plays error PACK_FILE: This is a file, and the pack keeps a folder here.",
  ],
  [
    "roles",
    "file",
    (at: string) => writeFile(at, ""),
    "roles error PACK_FILE: This is a file, and the pack keeps a folder here.",
  ],
  [
    "team.yaml",
    "file of other bytes",
    (at: string) => writeFile(at, Buffer.from([0x6e, 0xff, 0xfe])),
    "team.yaml error PACK_MISSING: It is not UTF-8.",
  ],
  ["team.yaml", "large file", large, "team.yaml error PACK_MISSING: The file has 10000009 bytes."],
  ["plays/x.yaml", "large file", large, "plays/x.yaml error PACK_FILE: The file has 10000009 bytes."],
  ["plays/x.yaml", "link to itself", loop, "plays/x.yaml error PACK_FILE: This link leads back to itself."],
  ["team.yaml", "link to itself", loop, "team.yaml error PACK_MISSING: This link leads back to itself."],
])("%s that is a %s", async (path, _kind, change, line) => {
  expect(await said(path, change)).toContain(line);
});

it.skipIf(process.platform === "win32")("a pipe is never waited for", async () => {
  for (const path of ["team.yaml", "plays/x.yaml", "analyses/x.yaml", "SKILL.md"])
    expect((await said(path, pipe)).filter((line) => line.startsWith(path))).toHaveLength(1);
});

it.each([
  ["a tab", (yaml: string) => yaml.replace("  make:", "\tmake:"), "Indent with spaces."],
  ["a key given twice", (yaml: string) => `${yaml}name: x\n`, "Keep one of the two."],
  [
    "a misspelt role",
    (yaml: string) => yaml.replace("role: reviewer", "role: reviever"),
    "Write `reviewer`, or add roles/reviever.md.",
  ],
  ["a misspelt need", (yaml: string) => yaml.replace("needs: [review]", "needs: [reveiw]"), "Write `review`."],
  ["a misspelt pipeline", (yaml: string) => yaml.replace("- pipeline: make", "- pipeline: mkae"), "Write `make`."],
])("%s is told with what to write", async (_what, change, fix) => {
  const dir = join(await mkdtemp(join(tmpdir(), "teamwright-odd-")), "p");
  folders.push(join(dir, ".."));
  await newPack({ name: "p", dir, template, version: "1.0.0" });
  const path = join(dir, "team.yaml");
  const { complaints } = await loadPack(dir);
  expect(complaints).toEqual([]);
  await writeFile(path, change(await readFile(path, "utf8")));
  expect((await loadPack(dir)).complaints.map((c) => c.fix)).toContain(fix);
});
