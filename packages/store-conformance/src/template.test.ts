// The scaffold as a stranger gets it: installed from packed tarballs, all red, and green once it is completed.
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { REQUIREMENTS, type RequirementId } from "./requirements.ts";

interface Manifest {
  name: string;
  version: string;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

const root = join(import.meta.dirname, "../../..");
const work = mkdtempSync(join(tmpdir(), "teamwright-scaffold-"));
const folder = join(work, "my-store");
const all = Object.keys(REQUIREMENTS) as RequirementId[];
/** What the scaffold leaves out. */
const optional = /^(watch|snapshot|trim|clock|turn|meeting)\//;
/** What the finished one leaves out: it is for one machine. */
const absent = all.filter((id) => /^(clock|turn)\//.test(id)).length;
const path = [dirname(process.execPath), process.env.PATH].join(delimiter);
const env = { ...process.env, PATH: path, NODE_TEST_CONTEXT: undefined, NODE_OPTIONS: undefined };
const run = (cwd: string, command: string, ...args: string[]) =>
  spawnSync(command, args, { cwd, encoding: "utf8", env });
const read = (at: string) => JSON.parse(readFileSync(join(at, "package.json"), "utf8")) as Manifest;

afterAll(() => rmSync(work, { recursive: true, force: true }));

beforeAll(() => {
  cpSync(join(root, "templates/store"), folder, { recursive: true });
  const asked = read(folder) as Manifest & { devDependencies: Record<string, string> };
  const version = asked.dependencies!["@teamwright/core"]!.slice(1);
  expect(asked.devDependencies["@teamwright/store-conformance"]).toBe(asked.dependencies!["@teamwright/core"]);
  const tarballs = [released("core", version), released("store-conformance", version), ...installed(["zod", "lmdb"])];
  const done = run(
    folder,
    "npm",
    "install",
    "--offline",
    "--no-save",
    "--no-audit",
    "--no-fund",
    "--ignore-scripts",
    ...tarballs,
  );
  expect(done.status, done.stderr).toBe(0);
  // Whether what the scaffold asks for is what came.
  const tree = run(folder, "npm", "ls", "@teamwright/core", "@teamwright/store-conformance");
  expect(tree.status, tree.stdout + tree.stderr).toBe(0);
}, 240_000);

it("is red at first: what is written is kept, what is not is named", { timeout: 120_000 }, () => {
  expect(run(folder, "npm", "test").status).toBe(1);
  const { status, stdout } = run(folder, "npm", "run", "promises");
  expect(status).toBe(1);
  expect(stdout).toContain("append of");
  expect(stdout).toContain("is measured when no promise is broken");
  const { promises } = JSON.parse(readFileSync(join(folder, "conformance.json"), "utf8"));
  const red = Object.keys(promises).filter((id) => promises[id].status === "failed");
  expect(red.length).toBeGreaterThan(all.length / 2);
  for (const id of Object.keys(promises).filter((name) => optional.test(name)))
    expect(promises[id].status, id).toBe("not offered");
});

it("is green when it is completed, in its own test and in the table", { timeout: 240_000 }, () => {
  cpSync(join(root, "examples/03-own-store/open.js"), join(folder, "open.js"));
  const table = run(folder, "npx", "--no-install", "store-conformance", "./open.js");
  expect(table.stdout.trim().split("\n").at(-1), table.stdout).toBe(`${all.length - absent} met, 0 not met, 0 not run`);
  const own = run(folder, "npm", "test");
  expect(own.status, own.stdout).toBe(0);
  expect(own.stdout).toMatch(/fail 0\b/);
  expect(Number(/pass (\d+)/.exec(own.stdout)![1])).toBeGreaterThan(all.length - absent);
});

/** The tarball of a package of ours in the version that a release gives it. */
function released(name: string, version: string): string {
  const from = join(root, "packages", name);
  execFileSync("npx", ["--no-install", "tsup"], { cwd: from, stdio: "ignore" });
  const to = join(work, "released", name);
  mkdirSync(to, { recursive: true });
  cpSync(join(from, "dist"), join(to, "dist"), { recursive: true });
  const manifest = read(from);
  const dependencies = Object.fromEntries(
    Object.entries(manifest.dependencies ?? {}).map(([of, at]) => [of, of.startsWith("@teamwright/") ? version : at]),
  );
  writeFileSync(join(to, "package.json"), JSON.stringify({ ...manifest, version, dependencies }));
  return packed(to);
}

/** Tarballs of what is installed here, and of what that needs: no test waits for a registry. */
function installed(names: readonly string[], seen = new Set<string>()): string[] {
  return names.flatMap((name) => {
    const at = join(root, "node_modules", name);
    if (seen.has(name) || !present(at)) return [];
    seen.add(name);
    const { dependencies, optionalDependencies } = read(at);
    const needs = Object.keys({ ...dependencies, ...optionalDependencies });
    return [packed(at), ...installed(needs, seen)];
  });
}

/** An optional one may be for another platform. */
function present(at: string): boolean {
  try {
    return read(at).name !== "";
  } catch {
    return false;
  }
}

function packed(at: string): string {
  const done = run(at, "npm", "pack", "--silent", "--ignore-scripts", "--pack-destination", work);
  expect(done.status, done.stderr).toBe(0);
  return join(work, done.stdout.trim().split("\n").at(-1)!);
}
