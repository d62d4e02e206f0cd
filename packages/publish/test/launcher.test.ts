import { spawnSync } from "node:child_process";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { applyBuild, planBuild, recordOf } from "../src/index.ts";
import { build, folder, packWith } from "./kit.ts";

/** A plugin whose server prints its arguments, in a folder with spaces. */
async function plugin(): Promise<string> {
  const out = join(await folder(), "my plugins", "team-issue");
  const built = new Map(await build(await packWith(), ["claude"]));
  const bytes = new TextEncoder().encode("console.log(JSON.stringify(process.argv.slice(2)))");
  built.set("server/bundle/teamwright.mjs", { bytes });
  await applyBuild(
    await planBuild(out, built, recordOf(built, { name: "x", version: "1.0.0", targets: ["claude"] })),
    built,
  );
  return out;
}

const run = (file: string, args: string[], env: Record<string, string>) => {
  const { status, stdout, stderr } = spawnSync(file, args, { encoding: "utf8", env, cwd: "/" });
  return { status, stdout, stderr };
};
const nodeFolder = join(process.execPath, "..");

it("the launcher passes words on as they are, from any folder and through links", async () => {
  const dir = await plugin();
  const link = join(await folder(), "tw");
  await symlink(join(dir, "bin/teamwright"), link);
  const words = ["a b", "", "$HOME", "*", `"'`];
  for (const file of [join(dir, "bin/teamwright"), link])
    expect(run(file, words, { PATH: `${nodeFolder}:/usr/bin:/bin` })).toEqual({
      status: 0,
      stdout: `${JSON.stringify(words)}\n`,
      stderr: "",
    });
});

it("the launcher finds a Node that a graphical client left off the PATH", async () => {
  const home = await folder();
  const tools = await folder();
  await mkdir(join(home, ".volta/bin"), { recursive: true });
  await symlink(process.execPath, join(home, ".volta/bin/node"));
  const dir = await plugin();
  expect(run(join(dir, "bin/teamwright"), ["x"], { PATH: tools, HOME: home }).stdout).toBe('["x"]\n');
});

it("without any Node it says what to install, and fails", async () => {
  const tools = await folder();
  const home = await folder();
  const dir = await plugin();
  // A machine may have a Node in one of the usual places; then there is nothing to see here.
  const text = (await import("node:fs")).readFileSync(join(dir, "bin/teamwright"), "utf8");
  const blind = join(dir, "bin/blind");
  await writeFile(blind, text.replace("/opt/homebrew/bin/node /usr/local/bin/node ", ""), { mode: 0o755 });
  const { status, stderr } = run(blind, [], { PATH: tools, HOME: home });
  expect(status).toBe(127);
  expect(stderr).toContain("needs Node.js 20.19 or newer, and there is no node on the PATH");
});

it("with an old Node it says so before anything is loaded", async () => {
  const dir = await plugin();
  const start = join(dir, "server/start.cjs");
  const script = (version: string) =>
    `Object.defineProperty(process, "versions", { value: { node: "${version}" } }); require(${JSON.stringify(start)})`;
  for (const version of ["16.20.2", "20.18.0"]) {
    const { status, stdout, stderr } = run(process.execPath, ["-e", script(version)], {});
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toContain(`needs Node.js 20.19 or newer; this is ${version}`);
  }
  expect(run(process.execPath, ["-e", script("20.19.0")], {}).status).toBe(0);
  // The same through the program of `bin/`, which takes whatever `node` it finds.
  const tools = await folder();
  const age = `data:text/javascript,${encodeURIComponent('Object.defineProperty(process, "versions", { value: { node: "18.20.4" } })')}`;
  await writeFile(join(tools, "node"), `#!/bin/sh\nexec "${process.execPath}" --import '${age}' "$@"\n`, {
    mode: 0o755,
  });
  const { status, stdout, stderr } = run(join(dir, "bin/teamwright"), ["version"], { PATH: `${tools}:/usr/bin:/bin` });
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toContain("needs Node.js 20.19 or newer; this is 18.20.4");
});
