// What is wrong with a plugin's folder as clients will read it, ours or anybody's: also what the official validators let through.
import { readFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { filesBelow, isInstalled, type PackComplaint } from "@teamwright/pack";
import type { KnownHost } from "./known-host.ts";
import { lintAgent } from "./lint-agent.ts";
import { lintManifests } from "./lint-manifests.ts";
import { lintSkill } from "./lint-skill.ts";
import { lintBudget } from "./lint-source.ts";
import { editedFiles, readRecord } from "./place-build.ts";
import { RECORD } from "./record.ts";
import { sayInto } from "./say.ts";

/** Files by which a folder is known to be a plugin. */
const MANIFESTS = [".claude-plugin/plugin.json", ".codex-plugin/plugin.json", "gemini-extension.json", "plugin.json"];

/** Every complaint about the plugin in `dir`; null when it is no plugin. */
export async function lintBuilt(dir: string, hosts: readonly KnownHost[]): Promise<PackComplaint[] | null> {
  const below = await filesBelow(dir).catch(() => []);
  const paths = new Set(below.filter((path) => !isInstalled(path)));
  if (!MANIFESTS.some((path) => paths.has(path))) return null;
  const found: PackComplaint[] = [];
  let skills = 0;
  let agents = 0;
  for (const path of paths) {
    const skill = /^skills\/([^/]+)\/SKILL\.md$/.exec(path)?.[1];
    const agent = /^agents\/([^/]+)\.md$/.exec(path)?.[1];
    if (skill === undefined && agent === undefined) continue;
    const text = await readFile(join(dir, path), "utf8");
    const inside = (file: string) => paths.has(skill === undefined ? file : `skills/${skill}/${file}`);
    const place = { path: join(dir, path), hosts, has: inside, name: (skill ?? agent)! };
    if (skill === undefined) agents += 1;
    else skills += 1;
    found.push(
      ...(skill === undefined ? lintAgent(text, place) : lintSkill(text, { ...place, built: portable(paths) })),
    );
  }
  lintBudget({ skills, agents }, sayInto(found, dir));
  found.push(...(await lintManifests(dir, paths)));
  const record = await readRecord(dir);
  if (record) {
    for (const edited of await editedFiles(dir, record))
      sayInto(found, join(dir, edited.split(": ")[0]!))("EDITED", {
        message: `The file is not as it was built (${edited.split(": ")[1]}).`,
        fix: "Change the pack's source and build again.",
      });
    if (record.name !== basename(resolve(dir)))
      sayInto(found, join(dir, RECORD))("NAME_FOLDER", {
        message: `${record.name} lies in a folder named ${basename(resolve(dir))}.`,
        fix: "Give the folder the plugin's name: some clients take it for the name.",
        severity: "warning",
      });
  }
  return found;
}

/** Whether another client than Claude Code reads the folder. */
const portable = (paths: ReadonlySet<string>): boolean => MANIFESTS.slice(1).some((path) => paths.has(path));
