// The house rules that a formatter and a linter cannot know: layers, purity of core, names, sizes, forbidden words.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { checkImports, checkManifest, type Manifest } from "./house-layers.ts";
import { checkLines } from "./house-lines.ts";

export interface Finding {
  readonly path: string;
  readonly line: number;
  readonly rule: string;
  readonly message: string;
  /** True if it is only worth a look. */
  readonly warning?: boolean;
}

const SKIPPED = new Set(["node_modules", "dist", "coverage", "fixtures", ".git", ".turbo", ".teamwright", "plugins"]);
const TEXT =
  /\.(ts|js|mjs|cjs|json|jsonl|md|ya?ml|html|css|sh|toml|txt|hbs|sql)$|(^|\/)(run|LICENSE|\.gitignore|\.npmrc)$/;

/** Everything wrong in the repository at `root`, in the order of its paths. */
export function checkHouse(root: string): Finding[] {
  const manifests = readManifests(root);
  const rootDev = manifestAt(root, ".")?.devDependencies ?? new Set<string>();
  const found: Finding[] = [];
  for (const path of listFiles(root, "")) {
    const lines = readFileSync(join(root, path), "utf8").split("\n");
    found.push(...checkLines(path, lines));
    const folder = /^packages\/([^/]+)\//.exec(path)?.[1];
    const own = folder === undefined ? undefined : manifests.get(folder);
    if (folder === undefined || !own) continue;
    if (path === `packages/${folder}/package.json`) found.push(...checkManifest(own, lineOf(lines)));
    const inside = path.slice(`packages/${folder}/`.length);
    const test = /\.test(-d)?\.ts$/.test(inside) || inside.startsWith("test/");
    if (/^(src|test)\/.*\.ts$/.test(inside))
      found.push(...checkImports({ path, folder, test }, lines, { own, rootDev }));
  }
  return found;
}

/** One finding as a line that editors can jump to. */
export const formatFinding = (f: Finding): string =>
  `${f.path}:${f.line}  ${f.rule}  ${f.message}${f.warning ? " (warning)" : ""}`;

function* listFiles(root: string, folder: string): Generator<string> {
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory() && !SKIPPED.has(entry.name)) yield* listFiles(root, path);
    else if (entry.isFile() && TEXT.test(path)) yield path;
  }
}

function readManifests(root: string): Map<string, Manifest> {
  const folders = existsSync(join(root, "packages")) ? readdirSync(join(root, "packages")) : [];
  return new Map(
    folders.flatMap((folder) => {
      const manifest = manifestAt(root, `packages/${folder}`);
      return manifest ? [[folder, { ...manifest, folder }] as const] : [];
    }),
  );
}

function manifestAt(root: string, folder: string): Manifest | null {
  const file = join(root, folder, "package.json");
  if (!existsSync(file)) return null;
  const json = JSON.parse(readFileSync(file, "utf8")) as Record<string, Record<string, string> | undefined>;
  const names = (...keys: string[]) => new Set(keys.flatMap((key) => Object.keys(json[key] ?? {})));
  return {
    name: String(json["name"]),
    folder,
    dependencies: names("dependencies", "peerDependencies", "optionalDependencies"),
    devDependencies: names("devDependencies"),
    bundled: json["bin"] !== undefined && [...names("exports")].every((name) => name === "./package.json"),
  };
}

const lineOf = (lines: readonly string[]) => (name: string) =>
  lines.findIndex((line) => line.includes(`"${name}":`)) + 1 || 1;

if (import.meta.main) {
  const found = checkHouse(join(import.meta.dirname, ".."));
  for (const finding of found) console.log(formatFinding(finding));
  const errors = found.filter((f) => !f.warning).length;
  console.log(errors === 0 ? "The house is in order." : `${errors} against the rules of the house`);
  process.exitCode = errors === 0 ? 0 : 1;
}
