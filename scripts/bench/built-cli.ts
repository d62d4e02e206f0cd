// The command line as users get it, built once for a run of the benchmarks.
import { execFileSync } from "node:child_process";
import { join } from "node:path";

const folder = join(import.meta.dirname, "../../packages/cli");
let built = false;

/** The folder of the package; its program is `dist/bin.js`. */
export function builtCli(): string {
  if (!built) execFileSync("npx", ["--no-install", "tsup"], { cwd: folder, stdio: "ignore" });
  built = true;
  return folder;
}
