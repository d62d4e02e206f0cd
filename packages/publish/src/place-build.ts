// What a build would change in its folder, and doing it. Files that an earlier build made and this one does not are removed; others are not touched.
import { chmod, readFile, rm, rmdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type TeamError } from "@teamwright/core";
import { versionOrder } from "@teamwright/hosts/capabilities";
import { placeFile } from "@teamwright/pack";
import type { Built } from "./build-pack.ts";
import { jsonText } from "./front-matter.ts";
import { type BuildRecord, digestOf, parseRecord, RECORD } from "./record.ts";
import { refuse } from "./refuse.ts";

export type Change = "add" | "change" | "remove" | "same";

export interface Plan {
  readonly dir: string;
  readonly record: BuildRecord;
  /** Version of the build that is there, if one is. */
  readonly before: string | null;
  /** By path, sorted; with the size that the file will have. */
  readonly steps: readonly { path: string; change: Change; bytes: number }[];
}

/** A version that nobody was given yet: its content may change. */
const UNRELEASED = "0.0.0";

/** Compares a build with what lies in `dir`. Throws INPUT_INVALID when something else than a build is there. */
export async function planBuild(dir: string, built: Built, record: BuildRecord): Promise<Plan> {
  const old = await readRecord(dir);
  if (old === null && (await stat(dir).catch(() => null)))
    throw refuse(
      "out",
      `${dir} is there and was not made by \`pack build\``,
      "Name another folder, or remove this one.",
    );
  const all = new Map([...built].map(([path, { bytes }]) => [path, bytes]));
  all.set(RECORD, new TextEncoder().encode(jsonText(record)));
  const gone = Object.keys(old?.files ?? {}).filter((path) => !all.has(path) && isInside(path));
  const steps = await Promise.all(
    [...all.keys(), ...gone].toSorted().map(async (path) => {
      const bytes = all.get(path);
      const there = await readFile(join(dir, path)).catch(() => null);
      const change: Change = !bytes ? "remove" : !there ? "add" : there.equals(bytes) ? "same" : "change";
      return { path, change, bytes: bytes?.length ?? 0 };
    }),
  );
  return { dir, record, before: old?.version ?? null, steps: steps.filter((s) => s.change !== "remove" || old) };
}

/** Refuses a version below the one that was built before, and another content under the same: clients would never see it. */
export function versionError({ record, before, steps }: Plan, old: BuildRecord | null): TeamError | null {
  if (before === null || before === UNRELEASED || old === null) return null;
  const order = versionOrder(record.version, before);
  if (order < 0)
    return refuse(
      "version",
      `The version ${record.version} is lower than ${before}, which was built before`,
      `Clients take an update only when the version rises: ${raise(before)}`,
    );
  if (order > 0) return null;
  const sameTargets = old.targets.join() === record.targets.join();
  const changed = steps.filter(
    ({ path, change }) =>
      path !== RECORD &&
      ((old.files[path] !== undefined && record.files[path] !== undefined && old.files[path] !== record.files[path]) ||
        (sameTargets && (change === "remove" || old.files[path] === undefined))),
  );
  if (changed.length === 0) return null;
  const named = changed
    .slice(0, 5)
    .map(({ path }) => path)
    .join(", ");
  return refuse(
    "version",
    `The content is not that of ${before}, which was built before: ${named}${changed.length > 5 ? ` and ${changed.length - 5} more` : ""}`,
    `Clients look only at the version: ${raise(before)}`,
  );
}

const raise = (before: string): string =>
  `raise it to ${nextVersion(before)} or higher in package.json (or team.yaml, where there is no package.json). If nobody has ${before} yet, remove the built folder and build again.`;

/** After a pre-release comes what it precedes. */
const nextVersion = (version: string): string =>
  version.replace(
    /^(\d+\.\d+\.)(\d+)(-)?.*$/,
    (_, a: string, n: string, before?: string) => `${a}${Number(n) + (before ? 0 : 1)}`,
  );

/** Writes what the plan says. Throws INPUT_INVALID where its folder takes no files. */
export async function applyBuild({ dir, record, steps }: Plan, built: Built): Promise<void> {
  for (const { path, change } of steps) {
    const file = join(dir, path);
    if (change === "remove") await removeFile(dir, path);
    else if (change !== "same")
      await placeFile(file, path === RECORD ? jsonText(record) : built.get(path)!.bytes, { field: "out" });
    if (built.get(path)?.executable) await chmod(file, 0o755);
  }
}

async function removeFile(dir: string, path: string): Promise<void> {
  await rm(join(dir, path), { force: true });
  for (let folder = dirname(path); folder !== "."; folder = dirname(folder))
    if (
      !(await rmdir(join(dir, folder)).then(
        () => true,
        () => false,
      ))
    )
      return;
}

/** The record of the build in `dir`, or null. */
export const readRecord = async (dir: string): Promise<BuildRecord | null> =>
  parseRecord(await readFile(join(dir, RECORD), "utf8").catch(() => ""));

/** A path of a record that somebody may have written by hand. */
const isInside = (path: string): boolean => !/(^|\/)\.\.(\/|$)|^\/|\\|\0/.test(path);

/** Files of a built folder that are not as they were built, as `path: what`. */
export async function editedFiles(dir: string, record: BuildRecord): Promise<string[]> {
  const found = await Promise.all(
    Object.entries(record.files).map(async ([path, digest]) => {
      const bytes = isInside(path) ? await readFile(join(dir, path)).catch(() => null) : null;
      if (bytes === null) return [`${path}: missing`];
      return digestOf(bytes) === digest ? [] : [`${path}: edited`];
    }),
  );
  return found.flat();
}
