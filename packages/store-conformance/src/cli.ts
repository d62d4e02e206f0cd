#!/usr/bin/env node
// npx @teamwright/store-conformance ./open.js [--processes N] [--bench] [--only ID,ID] [--out FILE]
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { loadSubject } from "./load-subject.ts";
import { complaints, promiseTable, tally } from "./promise-table.ts";
import { REQUIREMENTS, type RequirementId } from "./requirements.ts";
import { runConformance } from "./run-conformance.ts";
import { throughput } from "./throughput.ts";

const USE = `Use: store-conformance ./open.js [--processes N] [--bench] [--only ID,ID] [--out conformance.json]

./open.js has a default export: (location: string) => Promise<LogStore>. It may also export location(), cleanup(location), points.
--bench also measures appends a second, alone and by N processes (default 8).
Exit code: 0 when every promise that was run is met, 1 when one is not, 2 for wrong use.`;

process.exitCode = await main().catch((error: unknown) => {
  console.error(`${(error as Error).message}\n\n${USE}`);
  return 2;
});

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      processes: { type: "string", default: "8" },
      bench: { type: "boolean", default: false },
      only: { type: "string" },
      out: { type: "string", default: "conformance.json" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    console.log(USE);
    return 0;
  }
  const [path] = positionals;
  const processes = Number(values.processes);
  if (path === undefined || positionals.length > 1) throw new Error("Which module? Give one.");
  if (!Number.isSafeInteger(processes) || processes < 1 || processes > 64)
    throw new Error("--processes is from 1 to 64.");
  const only = values.only?.split(",") as RequirementId[] | undefined;
  const unknown = only?.find((id) => !Object.hasOwn(REQUIREMENTS, id));
  if (unknown !== undefined)
    throw new Error(`There is no promise ${unknown}. They are: ${Object.keys(REQUIREMENTS).join(", ")}`);
  const subject = await loadSubject(path);
  const report = await runConformance(subject, only ? { only } : {});
  const reports = { [path]: report };
  const { met, failed, notRun } = tally(reports);
  const speed = values.bench && failed === 0 ? await throughput(subject, processes) : undefined;
  console.log(promiseTable(reports));
  for (const text of complaints(reports)) console.log(`\n${text}`);
  if (values.bench && failed > 0) console.log("\nHow fast it is, is measured when no promise is broken.");
  if (speed) {
    const ratio = (n: number) =>
      `${Math.round(n).toLocaleString("en")} a second, ${(n / speed.disk).toFixed(2)}x append + fdatasync`;
    console.log(`\nalone: ${ratio(speed.alone)}`);
    if (speed.racing !== undefined) console.log(`${speed.processes} processes: ${ratio(speed.racing)}`);
  }
  writeFileSync(
    values.out,
    `${JSON.stringify({ store: path, promises: report, ...(speed ? { speed } : {}) }, null, 2)}\n`,
  );
  console.log(`\n${met} met, ${failed} not met, ${notRun} not run`);
  return failed > 0 ? 1 : 0;
}
