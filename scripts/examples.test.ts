// The examples that are text: each is a package whose own `npm test` must pass, and must fail when its team is broken.
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..");
const teams = globSync("examples/*/{,*/}team.yaml", { cwd: root })
  .map((path) => dirname(path))
  .filter((folder) => !folder.startsWith("examples/02-"))
  .toSorted();
/** How often a review may send work back, also where it has an anchor. */
const ROUNDS = /(max_rounds: (?:&rounds )?)\d/g;
let work: string;
let env: NodeJS.ProcessEnv;

beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), "teamwright-examples-"));
  const bin = join(work, "bin");
  mkdirSync(bin);
  // As if it were installed.
  const program = [process.execPath, "--conditions=source", join(root, "packages/cli/src/bin.ts")];
  writeFileSync(join(bin, "teamwright"), `#!/bin/sh\nexec ${program.map((word) => `'${word}'`).join(" ")} "$@"\n`);
  chmodSync(join(bin, "teamwright"), 0o755);
  // Side by side as here: one builds on another.
  for (const folder of teams) cpSync(join(root, folder), join(work, folder), { recursive: true });
  env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ""}` };
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

const npmTest = (cwd: string) => spawnSync("npm", ["test", "--silent"], { cwd, env, encoding: "utf8" });

describe.each(teams)("%s", (folder) => {
  it("checks and plays itself", () => {
    const copy = join(work, folder);
    const { status, stdout, stderr } = npmTest(copy);
    expect(status, stdout + stderr).toBe(0);
    expect(stdout).toMatch(/0 warnings\n[^]*\n[1-9]\d* passed, 0 failed\n$/);
    // Its plays hold down how often a review may send work back.
    const team = join(copy, "team.yaml");
    const text = readFileSync(team, "utf8");
    expect(text).toMatch(ROUNDS);
    writeFileSync(team, text.replaceAll(ROUNDS, "$19"));
    const broken = npmTest(copy);
    writeFileSync(team, text);
    expect(broken.status).toBe(7);
  });
});

it("every example is in the table, with a command of its own whose file a test runs too", () => {
  const folders = globSync("examples/[0-9]*/package.json", { cwd: root }).map((path) => dirname(path));
  const table = readFileSync(join(root, "examples/README.md"), "utf8");
  const commands = [...table.matchAll(/`npm (?:run build && npm )?test -w (\S+)`/g)].map((match) => match[1]!);
  expect(commands.toSorted()).toEqual(folders.toSorted());
  const tests = globSync(["{packages,scripts}/**/*.test.ts", "examples/*/*.test.ts"], {
    cwd: root,
    exclude: ["**/node_modules/**"],
  }).map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));
  for (const folder of folders.filter((each) => !teams.includes(each))) {
    const { scripts } = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
    const file = scripts.test.split(/[ /]/).at(-1) as string;
    const runs = ({ path, text }: { path: string; text: string }) =>
      text.includes(dirname(path) === folder ? `"./${file}"` : `${folder}/${file}`);
    expect(tests.filter(runs), `a test of ${folder}/${file}`).not.toEqual([]);
  }
});

it("what a newcomer is told makes a package that checks itself, and a play that was seen", () => {
  const teamwright = (cwd: string, ...args: string[]) =>
    execFileSync("teamwright", args, { cwd, env, encoding: "utf8" });
  teamwright(work, "pack", "new", "help-pages");
  const pack = join(work, "help-pages");
  expect(npmTest(pack).status).toBe(0);
  for (const part of ["roles", "plays"]) rmSync(join(pack, part), { recursive: true });
  cpSync(join(root, "examples/06-compose-a-team"), pack, { recursive: true });
  const readme = readFileSync(join(pack, "README.md"), "utf8");
  const drawn = teamwright(pack, "pack", "graph", ".");
  expect(drawn).toContain(/```\n(●[^]*?)```/.exec(readme)![1]);
  expect(npmTest(pack).stdout).toContain("12 passed, 0 failed");
  expect(readme).toContain("12 plays");
  teamwright(pack, "pack", "play", ".", "--pipeline", "site", "--record", "plays/seen.yaml");
  expect(npmTest(pack).stdout).toContain("13 passed, 0 failed");
  const started = teamwright(pack, "session", "start", ".", "Help", "--input", '{"pages":[{"id":"export"}]}');
  expect(started).toContain("help-pages");
  const refused = spawnSync("teamwright", ["session", "start", ".", "Help", "--input", '{"page":[]}'], {
    cwd: pack,
    env,
  });
  expect(refused.status).not.toBe(0);
});
