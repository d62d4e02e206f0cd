// npm run fuzz -- --calls N --seed S: random and hostile tool calls against a real MCP server. The test of the same name, for as long as one likes.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { parseArgs } from "node:util";

const { values } = parseArgs({
  options: { calls: { type: "string", default: "100000" }, seed: { type: "string", default: "1" } },
});
const { calls, seed } = values;
if (!/^[1-9]\d{0,8}$/.test(calls) || !/^\d{1,9}$/.test(seed)) {
  console.error("Use: npm run fuzz -- --calls 100000 --seed 1");
  process.exit(2);
}
const { status } = spawnSync(
  process.execPath,
  [join(import.meta.dirname, "test.ts"), "packages/mcp/test/fuzz.test.ts"],
  {
    stdio: "inherit",
    env: { ...process.env, TEAMWRIGHT_FUZZ_CALLS: calls, TEAMWRIGHT_FUZZ_SEED: seed },
  },
);
process.exitCode = status ?? 1;
