// npm run stores [-- --save]: every promise of the store contract, proved on every backend, with processes. --save keeps the table for the README.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { memoryStorage, memoryStore } from "@teamwright/core/store";
import { fileSubject } from "../packages/store-file/test/conformance-subject.ts";
import { postgresSubject } from "../packages/store-postgres/test/conformance-subject.ts";
import { sqliteSubject } from "../packages/store-sqlite/test/conformance-subject.ts";
import { POSTGRES_ABSENT, postgresBinaries, startPostgres } from "@teamwright/testing";
import { loadSubject } from "../packages/store-conformance/src/load-subject.ts";
import type { Subject } from "../packages/store-conformance/src/case.ts";
import { complaints, promiseTable, type Reports, tally } from "../packages/store-conformance/src/promise-table.ts";
import { runConformance } from "../packages/store-conformance/src/run-conformance.ts";

/** A backend that needs a server starts its own; `null` with a reason where none can be had. */
interface Backend {
  start(): Promise<{ subject: Subject; stop?: () => Promise<void> } | string>;
}

const BACKENDS: Record<string, Backend> = {
  memory: { start: async () => ({ subject: memorySubject() }) },
  file: { start: async () => ({ subject: fileSubject }) },
  sqlite: { start: async () => ({ subject: sqliteSubject }) },
  postgres: {
    async start() {
      if (!postgresBinaries()) return POSTGRES_ABSENT;
      const cluster = await startPostgres();
      return { subject: postgresSubject(() => cluster.url()), stop: () => cluster.remove() };
    },
  },
  // What an outsider made of templates/store with docs/write-a-store.md.
  "own (LMDB)": {
    start: async () => ({ subject: await loadSubject(join(import.meta.dirname, "../examples/03-own-store/open.js")) }),
  },
};

const reports: Record<string, Reports[string]> = {};
for (const [name, backend] of Object.entries(BACKENDS)) {
  console.error(`${name} ...`);
  const started = await backend.start();
  if (typeof started === "string") {
    reports[name] = started;
    continue;
  }
  reports[name] = await runConformance(started.subject);
  await started.stop?.();
}
const table = promiseTable(reports);
console.log(table);
for (const text of complaints(reports)) console.log(`\n${text}`);
const { met, failed, notRun } = tally(reports);
console.log(`\n${met} met, ${failed} not met, ${notRun} not run`);
if (process.argv.includes("--save"))
  writeFileSync(join(import.meta.dirname, "../docs/promises.json"), `${JSON.stringify(slim(), null, 2)}\n`);
process.exitCode = failed > 0 ? 1 : 0;

/** Only what the table shows: times differ from run to run. */
function slim(): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(reports).map(([name, report]) => [
      name,
      typeof report === "string" ? report : Object.fromEntries(Object.entries(report).map(([id, v]) => [id, v.status])),
    ]),
  );
}

function memorySubject(): Subject {
  const storages = new Map<string, ReturnType<typeof memoryStorage>>();
  let count = 0;
  return {
    location: () => `memory-${++count}`,
    async open(location) {
      const shared = storages.get(location) ?? memoryStorage();
      storages.set(location, shared);
      return memoryStore({ shared });
    },
  };
}
