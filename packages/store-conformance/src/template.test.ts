// The scaffold as a stranger copies it: all red, and green once it is completed.
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { REQUIREMENTS } from "./requirements.ts";

const root = join(import.meta.dirname, "../../..");
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function copied(): string {
  const folder = mkdtempSync(join(tmpdir(), "teamwright-scaffold-"));
  folders.push(folder);
  cpSync(join(root, "templates/store"), folder, { recursive: true });
  // What `npm install` would bring.
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  return folder;
}
const run = (cwd: string, ...args: string[]) =>
  spawnSync(process.execPath, ["--conditions=source", ...args], {
    cwd,
    encoding: "utf8",
    env: { ...process.env, NODE_TEST_CONTEXT: undefined },
  });
const cli = join(import.meta.dirname, "cli.ts");
const all = Object.keys(REQUIREMENTS).length;
const optional = /^(watch|snapshot|trim)\//;

it("is red at first: what is written is kept, what is not is named", { timeout: 60_000 }, () => {
  const folder = copied();
  const { status, stdout } = run(folder, cli, "./open.js");
  expect(status).toBe(1);
  expect(stdout).toContain("append of");
  const { promises } = JSON.parse(readFileSync(join(folder, "conformance.json"), "utf8"));
  const red = Object.keys(promises).filter((id) => promises[id].status === "failed");
  expect(red.length).toBeGreaterThan(all / 2);
  for (const id of Object.keys(promises).filter((name) => optional.test(name)))
    expect(promises[id].status, id).toBe("not offered");
});

it("is green when it is completed, in its own test and in the table", { timeout: 120_000 }, () => {
  const folder = copied();
  cpSync(join(root, "examples/03-own-store/open.js"), join(folder, "open.js"));
  const table = run(folder, cli, "./open.js");
  expect(table.stdout.trim().split("\n").at(-1), table.stdout).toBe(`${all} met, 0 not met, 0 not run`);
  const own = run(folder, "--test");
  expect(own.stdout).toMatch(/fail 0\b/);
  expect(Number(/pass (\d+)/.exec(own.stdout)![1])).toBeGreaterThan(all);
});
