#!/usr/bin/env node
// `team-msg OPERATION --session-id S --from R ...`: one JSON line {success, result | error}.
import { findStore, openStore } from "@teamwright/runtime";
import { seedError } from "./seed-errors.ts";
import { teamMsg } from "./team-msg.ts";

const say = (value: unknown) => void process.stdout.write(`${JSON.stringify(value)}\n`);
try {
  const [operation, ...rest] = process.argv.slice(2);
  const store = await openStore(findStore(undefined).url);
  say({ success: true, result: await teamMsg(store, { operation, ...fields(rest) }) });
  await store.close();
} catch (cause) {
  const { body, exit } = seedError(cause);
  say({ success: false, ...body });
  process.exitCode = exit;
}

/** `--key value` or `--key=value`; `data` is JSON, `last` and `since` are numbers. */
function fields(argv: readonly string[]): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (let i = 0; i < argv.length; i++) {
    const [, name = argv[i]!, inline] = /^--([^=]*)(?:=(.*))?$/s.exec(argv[i]!) ?? [];
    const key = name.replaceAll("-", "_");
    if (key === "json") continue;
    const value = inline ?? argv[++i];
    found[key] = key === "data" ? JSON.parse(value ?? "") : key === "last" || key === "since" ? Number(value) : value;
  }
  return found;
}
