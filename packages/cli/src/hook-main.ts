// What a pack's hooks.json runs: `node hook.mjs NAME PREFIX TEAM`, the client's words on standard input. One file, copied into every pack.
import { readFileSync } from "node:fs";
import { runHook } from "@teamwright/hosts/hooks";

/** A client waits for its hooks: whatever hangs is left behind. */
const PATIENCE_MS = 5_000;

setTimeout(() => process.exit(0), PATIENCE_MS).unref();
let stdin = "";
try {
  stdin = readFileSync(0, "utf8");
} catch {}
const [name = "", prefix = "", team = ""] = process.argv.slice(2);
const { code, out, err } = await runHook(name, { stdin, prefix, team, env: process.env, now: Date.now() });
process.stderr.write(err);
process.stdout.write(out, () => process.exit(code));
