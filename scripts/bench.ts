// npm run bench [-- NAME...] [--save]: figures beside their baselines of the same run. --save keeps them for the README; what was not measured stays as it was.
import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { claims } from "./bench/claims.ts";
import { cliCalls } from "./bench/cli-calls.ts";
import { postgres } from "./bench/postgres.ts";
import { mouths } from "./bench/mouths.ts";
import { push } from "./bench/push.ts";
import { listeners } from "./bench/listeners.ts";
import { hot } from "./bench/hot.ts";
import { met, type Row, table } from "./bench/row.ts";
import { scale } from "./bench/scale.ts";
import { sqlite } from "./bench/sqlite.ts";
import { sizes } from "./bench/sizes.ts";

const BENCHES: Record<string, () => Row[] | Promise<Row[]>> = {
  claims,
  sqlite,
  hot,
  postgres,
  cli: cliCalls,
  push,
  listeners,
  scale,
  mouths,
  sizes,
};

const { values, positionals } = parseArgs({ options: { save: { type: "boolean" } }, allowPositionals: true });
const unknown = positionals.filter((name) => !Object.hasOwn(BENCHES, name));
if (unknown.length > 0) {
  console.error(`Use: npm run bench -- [${Object.keys(BENCHES).join("|")}]... [--save]`);
  process.exit(2);
}
const rows: Row[] = [];
for (const [name, bench] of Object.entries(BENCHES)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  console.error(`${name} ...`);
  rows.push(...(await bench()));
}
console.log(table(rows));
const asked = rows.filter((row) => met(row) !== undefined);
const missed = asked.filter((row) => !met(row));
console.log(`\n${asked.length - missed.length} met, ${missed.length} missed`);
if (values.save) {
  const machine = `Node ${process.version}, ${process.platform} ${process.arch}, ${cpus().length} cores`;
  const day = new Date().toISOString().slice(0, 10);
  const path = join(import.meta.dirname, "../docs/bench.json");
  const saved = positionals.length === 0 ? [] : (JSON.parse(readFileSync(path, "utf8")) as { rows: Row[] }).rows;
  const kept = merged(saved, rows);
  writeFileSync(path, `${JSON.stringify({ day, machine, rows: kept }, null, 2)}\n`);
}

/** The saved rows with what was measured anew in their places, then what is new. */
function merged(saved: readonly Row[], measured: readonly Row[]): Row[] {
  const idOf = (row: Row) => `${row.what} ${row.baseline?.what}`;
  const news = new Map(measured.map((row) => [idOf(row), row]));
  const old = new Set(saved.map(idOf));
  return [...saved.map((row) => news.get(idOf(row)) ?? row), ...measured.filter((row) => !old.has(idOf(row)))];
}
