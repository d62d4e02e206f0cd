// npm test: vitest, then what could not run, and the totals as the last line. Arguments are passed on to vitest.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { countTests, notRun } from "./count-tests.ts";

const root = join(import.meta.dirname, "..");
const folder = mkdtempSync(join(tmpdir(), "teamwright-tests-"));
const report = join(folder, "report.json");
const vitest = join(root, "node_modules/vitest/vitest.mjs");
const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
let code = 1;
try {
  const args = [vitest, "run", ...reporters, ...process.argv.slice(2)];
  code = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" }).status ?? 1;
  const json = existsSync(report) ? readFileSync(report, "utf8") : "";
  const totals = countTests(json);
  const ran = totals.passed + totals.failed;
  if (ran === 0) console.error("No test ran.");
  if (ran === 0 || totals.failed > 0) code ||= 1;
  const lines = [...notRun(json), `${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`].join(
    "\n",
  );
  // CI has more to do after the tests and prints the lines itself, last of all.
  const later = process.env["TEAMWRIGHT_TOTALS_FILE"];
  if (later) writeFileSync(later, `${lines}\n`);
  else console.log(lines);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = code;
