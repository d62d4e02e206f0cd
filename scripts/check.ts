// npm run check: everything that can be known without running the product. All steps run; the failed ones are listed last.
import { spawnSync } from "node:child_process";
import { existsSync, globSync } from "node:fs";
import { delimiter, join } from "node:path";

const root = join(import.meta.dirname, "..");
const bin = join(root, "node_modules/.bin");
const env = { ...process.env, PATH: `${bin}${delimiter}${process.env["PATH"] ?? ""}` };

interface Step {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  /** What to do when it fails. */
  readonly then: string;
}

const node = process.execPath;
const there = (paths: readonly string[]) => paths.filter((path) => existsSync(join(root, path)));
const formatted = there(["packages", "scripts", "examples"]).concat(globSync("*.ts", { cwd: root }));
const tsgolint = existsSync(join(bin, "tsgolint"));

const STEPS: readonly Step[] = [
  { name: "format", command: ["oxfmt", "--check", ...formatted], then: "npm run fix" },
  {
    name: "lint",
    command: ["oxlint", ...(tsgolint ? ["--type-aware"] : []), "--deny-warnings"],
    then: "npm run fix, then by hand",
  },
  { name: "house rules", command: [node, "scripts/check-house.ts"], then: "see ARCHITECTURE.md and CONTRIBUTING.md" },
  { name: "types", command: ["tsc", "-p", "tsconfig.json"], then: "correct the types" },
  {
    name: "generated files",
    command: [node, "--conditions=source", "scripts/generate.ts", "--check"],
    then: "npm run generate",
  },
  {
    name: "plugins",
    command: [node, "--conditions=source", "scripts/check-plugins.ts"],
    then: "npm run build:packs",
  },
  { name: "packages", command: [node, "scripts/check-packages.ts"], then: "correct the package.json named" },
];

const started = performance.now();
const failed: Step[] = [];
for (const step of STEPS) {
  const before = performance.now();
  const [command, ...args] = step.command;
  const result = spawnSync(command, args, { cwd: root, env, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
  const ok = result.status === 0;
  if (!ok) {
    failed.push(step);
    console.log(`${result.stdout ?? ""}${result.stderr ?? ""}${result.error?.message ?? ""}`.trimEnd());
  }
  console.log(`${ok ? "ok    " : "FAILED"}  ${step.name.padEnd(16)} ${seconds(before)}`);
}
for (const step of failed) console.log(`${step.name} failed: ${step.then}`);
console.log(`${STEPS.length - failed.length} of ${STEPS.length} checks hold, ${seconds(started)}`);
process.exitCode = failed.length === 0 ? 0 : 1;

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}
