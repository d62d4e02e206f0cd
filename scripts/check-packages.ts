// What every published package.json must say, and that packages of this repository name each other's exact version.
import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

type Json = Record<string, unknown>;

const REQUIRED = ["name", "version", "description", "license", "type", "files", "exports", "engines"];
const DEPENDENCIES = ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"];

/** Complaints as `path:1  rule  message`, for all packages, skills and examples below `root`. */
export function checkPackages(root: string): string[] {
  const paths = globSync("{packages,skills,examples}/*/package.json", { cwd: root }).toSorted();
  const all = paths.map((path) => ({ path, json: JSON.parse(readFileSync(join(root, path), "utf8")) as Json }));
  const versions = new Map(all.map(({ json }) => [String(json["name"]), String(json["version"])]));
  return all.flatMap(({ path, json }) => {
    const say = (rule: string, message: string) => `${path}:1  ${rule}  ${message}`;
    const internal = DEPENDENCIES.flatMap((key) => Object.entries((json[key] ?? {}) as Record<string, string>))
      .filter(([name, range]) => versions.has(name) && range !== versions.get(name))
      .map(([name, range]) => say("internal-version", `${name} is ${versions.get(name)} here, not ${range}`));
    if (json["private"] === true) return internal;
    const missing = REQUIRED.filter((key) => json[key] === undefined || json[key] === "");
    return [
      ...internal,
      ...missing.map((key) => say("manifest", `"${key}" is missing`)),
      ...(json["license"] === "MIT" ? [] : [say("manifest", `the license of this repository is MIT`)]),
      ...(existsSync(join(root, dirname(path), "tsconfig.json"))
        ? withoutTypes(json).map((m) => say("exports", m))
        : []),
    ];
  });
}

function withoutTypes(json: Json): string[] {
  const exports = json["exports"];
  if (typeof exports !== "object" || exports === null) return [];
  return Object.entries(exports as Record<string, unknown>)
    .filter(([name, target]) => !name.endsWith(".json") && !(typeof target === "object" && target && "types" in target))
    .map(([name]) => `"${name}" has no "types"`);
}

if (import.meta.main) {
  const found = checkPackages(join(import.meta.dirname, ".."));
  for (const line of found) console.log(line);
  process.exitCode = found.length === 0 ? 0 : 1;
}
