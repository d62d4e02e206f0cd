// npm run test:clients [-- HOST...] [--only=PART,...] [--keep]: proves the packs in the real clients of their vendors, offline, against a scripted model. Installs the pinned clients from npm when they are not in the cache.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { builtCli } from "./bench/built-cli.ts";
import { PART_NAMES, proveClient } from "./clients/checks.ts";
import { CACHE, install } from "./clients/install.ts";
import { buildPacks } from "./clients/packs.ts";
import type { Outcome } from "./clients/outcome.ts";
import { PINNED } from "./clients/pinned.ts";
import type { SavedClients } from "./clients/page.ts";
import { makeWorld } from "./clients/world.ts";

const args = process.argv.slice(2);
const chosen = PINNED.filter(({ host }) => args.every((arg) => arg.startsWith("-")) || args.includes(host));
const only = args.flatMap((arg) => /^--only=(.+)$/.exec(arg)?.[1]?.split(",") ?? []);
const page = join(import.meta.dirname, "../docs/clients.json");
const saved = JSON.parse(readFileSync(page, "utf8")) as SavedClients;
const folder = mkdtempSync(join(tmpdir(), "teamwright-clients-"));
const totals = { passed: 0, failed: 0, notRun: 0 };

const unknown = [
  ...only
    .filter((part) => !PART_NAMES.includes(part))
    .map((part) => `no part ${part}; there are ${PART_NAMES.join(", ")}`),
  ...args
    .filter((arg) => !/^--(only=.+|keep)$/.test(arg) && !PINNED.some(({ host }) => host === arg))
    .map((arg) => `no client ${arg}; there are ${PINNED.map(({ host }) => host).join(", ")}`),
];
if (unknown.length > 0) {
  console.log(unknown.join("\n"));
  process.exit(2);
}

const isolation = spawnSync(join(import.meta.dirname, "clients/isolate.sh"), ["true"], {
  env: { ...process.env, FAKE_HOME: join(folder, "nobody"), ISO_PATH: "/usr/bin:/bin" },
  encoding: "utf8",
});
if (isolation.status !== 0) {
  console.log(`not run: ${isolation.stderr.trim()}`);
  process.exit(1);
}
builtCli();
const packs = buildPacks(join(folder, "market"));
console.log(`packs: ${packs.plugins.map(({ name }) => name).join(", ")}; clients in ${CACHE}`);
for (const pinned of chosen) {
  const name = `${pinned.host} ${pinned.version}`;
  console.log(`\n${name}`);
  const installed = await install(pinned);
  if ("trouble" in installed) {
    totals.notRun += 1;
    console.log(`not run: ${installed.trouble}`);
    continue;
  }
  const checks: Record<string, string> = {};
  const count = { passed: 0, failed: 0 };
  const report = (check: string, outcome: Outcome): void => {
    checks[check] = wordOf(outcome);
    if ("passed" in outcome) count.passed += 1;
    if ("failed" in outcome) count.failed += 1;
    const word = "passed" in outcome ? "ok    " : "failed" in outcome ? "FAILED" : "--    ";
    const why = "failed" in outcome ? `\n        ${outcome.failed}` : "cannot" in outcome ? ` (${outcome.cannot})` : "";
    console.log(`${word}  ${check}${why}`);
  };
  const world = makeWorld(join(folder, pinned.host), { pinned, program: installed.program });
  await proveClient(world, packs, only.length === 0 ? { report } : { parts: only, report });
  console.log(`${name}: ${count.passed} passed, ${count.failed} failed`);
  totals.passed += count.passed;
  totals.failed += count.failed;
  saved[pinned.host] = { version: pinned.version, checks };
}
const ordered = PINNED.flatMap(({ host }) => (saved[host] === undefined ? [] : [[host, saved[host]] as const]));
// What was not run whole is not shown as if it was.
if (totals.failed === 0 && totals.notRun === 0 && only.length === 0)
  writeFileSync(page, `${JSON.stringify(Object.fromEntries(ordered), null, 1)}\n`);
const keep = args.includes("--keep") || totals.failed > 0;
if (keep) console.log(`\nwhat was said lies in ${folder}`);
else rmSync(folder, { recursive: true, force: true });
console.log(
  `\n${chosen.length - totals.notRun} clients: ${totals.passed} passed, ${totals.failed} failed${totals.notRun > 0 ? `; ${totals.notRun} not run` : ""}`,
);
process.exitCode = totals.failed > 0 || totals.notRun > 0 || totals.passed === 0 ? 1 : 0;

function wordOf(outcome: Outcome): string {
  if ("passed" in outcome) return "passed";
  return "failed" in outcome ? "failed" : `cannot: ${outcome.cannot}`;
}
