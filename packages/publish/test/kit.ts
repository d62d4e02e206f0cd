// A pack in a folder of its own, and its build with a small file in the server's place.
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, expect } from "vitest";
import { buildPack, type Built, type BuildParts, readPackSource, type Target, TARGETS } from "../src/index.ts";

export const skills: string = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..", "skills");
const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

export const PARTS: BuildParts = {
  server: { bytes: new TextEncoder().encode("// server\n"), version: "1.0.0" },
  say: (program, command) => (command === "session.report" ? undefined : `${program} tool ${command}`),
};

export async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "teamwright-publish-"));
  folders.push(path);
  return path;
}

/** A copy of the issue pack in a new folder, changed: path to its new text. */
export async function packWith(changes: Record<string, string | ((text: string) => string)> = {}): Promise<string> {
  const dir = join(await folder(), "issue");
  await cp(join(skills, "issue"), dir, { recursive: true });
  for (const [path, change] of Object.entries(changes)) {
    const before = await readFile(join(dir, path), "utf8").catch(() => "");
    const after = typeof change === "string" ? change : change(before);
    expect(after, `${path} is changed`).not.toBe(before);
    await writeFile(join(dir, path), after);
  }
  return dir;
}

export async function build(dir: string, targets: readonly Target[] = TARGETS): Promise<Built> {
  const { source, complaints } = await readPackSource(dir);
  expect(complaints).toEqual([]);
  return buildPack(source!, targets, PARTS);
}

export const text = (built: Built, path: string): string => {
  const file = built.get(path);
  expect(file, path).toBeDefined();
  return new TextDecoder().decode(file!.bytes);
};

// oxlint-disable-next-line typescript/no-explicit-any -- each manifest has its own shape, and a wrong field fails the assertion
export const json = (built: Built, path: string): any => JSON.parse(text(built, path));
