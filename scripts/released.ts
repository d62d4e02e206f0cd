// What this repository publishes, and what must be true of it: used by the release and by its rehearsal.
import { execFileSync } from "node:child_process";
import { globSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

export interface Manifest {
  name: string;
  version: string;
  private?: boolean;
  repository?: { type: string; url: string; directory?: string };
  mcpName?: string;
  [key: string]: unknown;
}

export const readManifest = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;

/** Folders that are published, from the root: the packages, and the built packs with their server. */
export function publishable(root: string): string[] {
  const paths = globSync("{packages,plugins}/*/package.json", { cwd: root }).map((path) => dirname(path));
  return paths.filter((path) => readManifest(join(root, path)).private !== true).toSorted();
}

/** Packs one folder into `out`. Returns the tarball's path. */
export function packInto(out: string, folder: string): string {
  const text = execFileSync("npm", ["pack", "--silent", "--ignore-scripts", "--pack-destination", out], {
    cwd: folder,
    encoding: "utf8",
  });
  return join(out, text.trim().split("\n").at(-1)!);
}

/** Why these folders cannot be released as they are, one line each. `home` is OWNER/REPO of the repository that builds. */
export function releaseProblems(root: string, home: string | undefined): string[] {
  const manifests = publishable(root).map((path) => ({ path, ...readManifest(join(root, path)) }));
  const versions = new Set(manifests.map(({ version }) => version));
  const problems: string[] = [];
  if (versions.size > 1) problems.push(`versions differ (${[...versions].join(", ")}): run npm run release version`);
  if (versions.has("0.0.0")) problems.push("the version is still 0.0.0: run npm run release version");
  if (globSync(".changeset/*.md", { cwd: root }).length > 0)
    problems.push("there are changesets that no version has taken: run npm run release version");
  for (const { path, repository } of manifests) {
    const is = /github\.com\/(.+?)(\.git)?$/.exec(repository?.url ?? "")?.[1];
    if (home !== undefined && is !== home)
      problems.push(
        `${path}/package.json names ${is ?? "no repository"}, not ${home}: run npm run release home ${home}`,
      );
  }
  return problems;
}

/** Writes OWNER/REPO into every package.json that leads to something published. npm refuses a provenance that names another one. */
export function setHome(root: string, home: string): string[] {
  const changed: string[] = [];
  for (const path of globSync("{packages,skills}/*/package.json", { cwd: root }).toSorted()) {
    const manifest = readManifest(join(root, dirname(path)));
    const pack = path.startsWith("skills/");
    if (manifest.private === true && !pack) continue;
    const { name, version, private: hidden, description, ...rest } = manifest;
    const repository = { type: "git", url: `git+https://github.com/${home}.git`, directory: dirname(path) };
    const kept = { name, version, ...(hidden === undefined ? {} : { private: hidden }), description };
    const mcpName = pack ? { mcpName: `io.github.${home.split("/")[0]}/${name.replace(/^.*\//, "")}` } : {};
    const text = `${JSON.stringify({ ...kept, ...rest, ...mcpName, repository }, null, 2)}\n`;
    if (text === readFileSync(join(root, path), "utf8")) continue;
    writeFileSync(join(root, path), text);
    changed.push(path);
  }
  return changed;
}
