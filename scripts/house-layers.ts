// Who may import whom. ARCHITECTURE.md shows the same table as a picture.
import { isBuiltin } from "node:module";
import type { Finding } from "./check-house.ts";

export interface Manifest {
  readonly name: string;
  readonly folder: string;
  readonly dependencies: ReadonlySet<string>;
  readonly devDependencies: ReadonlySet<string>;
  /** True for a program that nobody imports: its build takes everything in, so what it imports are devDependencies. */
  readonly bundled: boolean;
}

const LAYERS: readonly (readonly string[])[] = [
  ["core"],
  ["store-file", "store-sqlite", "store-postgres", "store-conformance"],
  ["runtime", "role-spec", "prompts"],
  ["pack", "views", "hosts", "testing"],
  ["board", "publish"],
  ["mcp"],
  ["cli"],
];
/** Stores that need nothing installed: the runtime brings them. */
const BUILT_IN: ReadonlySet<string> = new Set(["store-file", "store-sqlite", "store-postgres"]);
const LAYER_OF = new Map(LAYERS.flatMap((folders, layer) => folders.map((folder) => [folder, layer] as const)));
const IMPORT = /^\s*(?:import|export|\})(?:[^"'`;]*\bfrom)?\s*["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']/;

/** Where a file stands: `test` is true for *.test.ts, *.test-d.ts and everything under a test/ folder. */
export interface Place {
  readonly path: string;
  readonly folder: string;
  readonly test: boolean;
}

/** Complaints about the package.json of one package: layers only, `line` finds the line of a dependency. */
export function checkManifest(manifest: Manifest, line: (name: string) => number): Finding[] {
  const path = `packages/${manifest.folder}/package.json`;
  const check = (names: ReadonlySet<string>, test: boolean) =>
    [...names].flatMap((name) => {
      const message = forbidden({ path, folder: manifest.folder, test }, name, true);
      return message ? [{ path, line: line(name), rule: "layers", message }] : [];
    });
  return [...check(manifest.dependencies, false), ...check(manifest.devDependencies, !manifest.bundled)];
}

/** Complaints about the import lines of one source file. `rootDev` are the tools that every test may use. */
export function checkImports(
  place: Place,
  lines: readonly string[],
  known: { own: Manifest; rootDev: ReadonlySet<string> },
): Finding[] {
  const found: Finding[] = [];
  for (const [index, text] of lines.entries()) {
    if (/^\s*(\/\/|\*|\/\*)/.test(text)) continue;
    const match = IMPORT.exec(text);
    const target = match?.[1] ?? match?.[2];
    if (target === undefined || target.startsWith(".")) continue;
    const add = (rule: string, message: string) => found.push({ path: place.path, line: index + 1, rule, message });
    const name = packageOf(target);
    const layer = forbidden(place, target, match?.[2] !== undefined);
    if (layer) add("layers", layer);
    if (isBuiltin(target) && !target.startsWith("node:")) add("layers", `write "node:${target}"`);
    if (isBuiltin(target) || name === known.own.name) continue;
    const declared =
      known.own.dependencies.has(name) ||
      (known.own.bundled && known.own.devDependencies.has(name)) ||
      (place.test && (known.own.devDependencies.has(name) || known.rootDev.has(name)));
    if (!declared) add("undeclared", `${name} is not in packages/${place.folder}/package.json`);
  }
  return found;
}

/** Why `place` may not import `target`, or null. A static import of a store by the runtime is the one difference `dynamic` makes. */
function forbidden(place: Place, target: string, dynamic: boolean): string | null {
  const from = LAYER_OF.get(place.folder);
  if (from === undefined) return `packages/${place.folder} has no layer yet: give it one in scripts/house-layers.ts`;
  if (isBuiltin(target))
    return from === 0 && !place.test ? `core is pure and imports no Node builtin (${target})` : null;
  const to = folderOf(target);
  if (to === null || to === place.folder) return null;
  const isStore = from === 1;
  if (isStore && target === "@teamwright/core" && !place.path.endsWith("package.json"))
    return "a store imports @teamwright/core/store, never the root: it does not know what a task is";
  if (place.test && (to === "testing" || to === "store-conformance" || to.startsWith("store-"))) return null;
  const layer = LAYER_OF.get(to);
  if (layer === undefined) return `${target} is not a package that others may import`;
  if (from === 2 && layer === 1) {
    if (place.folder !== "runtime" || !BUILT_IN.has(to)) return `${place.folder} imports core only, not ${target}`;
    return dynamic ? null : `the runtime loads ${target} with import() only, so that no store is paid for unasked`;
  }
  return layer < from ? null : `${place.folder} is not above ${to}: imports go down only`;
}

function folderOf(target: string): string | null {
  const name = packageOf(target);
  if (name === "teamwright") return "cli";
  return name.startsWith("@teamwright/") ? name.slice("@teamwright/".length) : null;
}

function packageOf(target: string): string {
  const parts = target.split("/");
  return target.startsWith("@") ? `${parts[0]}/${parts[1]}` : parts[0]!;
}
