// The SQLite store as a subject of the conformance suite; child processes load this module too.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { testPoint, type Subject } from "@teamwright/store-conformance";
import { openSqliteStore, type TestPoint } from "../src/open-sqlite-store.ts";

export default function open(location: string): ReturnType<typeof openSqliteStore> {
  return openSqliteStore(location, process.env.TEAMWRIGHT_TEST_POINT ? { at: testPoint } : {});
}

const POINTS: readonly TestPoint[] = ["before-append", "after-append", "after-bell"];

export const sqliteSubject: Subject = {
  open,
  location: () => join(mkdtempSync(join(tmpdir(), "teamwright-sqlite-")), "teams.db"),
  cleanup: (location) => rmSync(dirname(location), { recursive: true, force: true }),
  module: fileURLToPath(import.meta.url),
  points: POINTS,
};
