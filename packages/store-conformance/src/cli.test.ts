// The program as a stranger runs it on a store of their own.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, expect, it } from "vitest";

const cli = fileURLToPath(new URL("cli.ts", import.meta.url));
const core = fileURLToPath(new URL("../../core/src/store/index.ts", import.meta.url));
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function run(module: string, ...args: string[]) {
  const cwd = mkdtempSync(join(tmpdir(), "teamwright-outsider-"));
  folders.push(cwd);
  writeFileSync(join(cwd, "open.ts"), module);
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--conditions=source", cli, "./open.ts", ...args], {
    cwd,
    encoding: "utf8",
  });
  return { cwd, status, stdout, stderr };
}

/** A store that lives in one process, so that processes are not offered the same storage: it must be found out. */
const LIAR = `import { memoryStore } from "${core}";
const shared = new Map();
export default async (location) => {
  const inner = memoryStore({ shared: shared.get(location) ?? (shared.set(location, { logs: new Map(), watchers: new Set() }), shared.get(location)) });
  return { ...inner, append: async (log, after, record) => (await inner.append(log, after, record)) ?? 7 };
};`;

it("names each promise that a store does not keep, and fails", () => {
  const { status, stdout, cwd } = run(LIAR, "--only", "append/ahead-rejected,read/resume");
  expect(stdout).toContain("| `append/ahead-rejected` | **not met** |");
  expect(stdout).toContain("| `read/resume` | met |");
  expect(stdout).toMatch(/1 met, 1 not met, 31 not run\n$/);
  expect(status).toBe(1);
  const saved = JSON.parse(readFileSync(join(cwd, "conformance.json"), "utf8"));
  expect(saved.promises["append/ahead-rejected"]).toMatchObject({ status: "failed" });
});

it("says what to export, and what promises there are", () => {
  expect(run("export const nothing = 1;")).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("default export"),
  });
  expect(run(LIAR, "--only", "append/what")).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("append/one-winner"),
  });
  expect(run(LIAR, "--processes", "many")).toMatchObject({ status: 2 });
});
