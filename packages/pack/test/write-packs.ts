// Packs of a test: files in a folder of their own, and what loading them says.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach } from "vitest";
import { loadPack } from "../src/index.ts";

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

/** Packs in a `skills` folder, by path; the one called `mine` is loaded. */
export async function load(files: Record<string, string>, pack = "mine"): ReturnType<typeof loadPack> {
  const root = await mkdtemp(join(tmpdir(), "teamwright-compose-"));
  folders.push(root);
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, "skills", path)), { recursive: true });
    await writeFile(join(root, "skills", path), text);
  }
  return loadPack(join(root, "skills", pack));
}

export const role = (name: string, prefix: string, work = "Do it.") =>
  `---\nrole: ${name}\nprefix: ${prefix}\nsummary: "the ${name}"\n---\n# ${name}\n\n## Phase 2: Context\n\nRead.\n\n## Phase 3: Work\n\n${work}\n\n## Phase 4: Validate\n\nLook.\n`;
export const skill = '---\nname: team\ndescription: "Use when asked."\n---\n';

/** Each complaint as `file:line:column CODE`. */
export const errors = ({ complaints }: Awaited<ReturnType<typeof loadPack>>) =>
  complaints.map((c) => `${c.path.split("/skills/")[1]}:${c.line}:${c.column} ${c.code}`);
