// The file store as a subject of the conformance suite; child processes load this module too.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { testPoint, type Subject } from "@teamwright/store-conformance";
import { openFileStore, type TestPoint } from "../src/open-file-store.ts";

/** Segments of 8, so that a few hundred records begin many. */
export default function open(location: string): ReturnType<typeof openFileStore> {
  return openFileStore(location, { segment: 8, at: process.env.TEAMWRIGHT_TEST_POINT ? testPoint : undefined });
}

const POINTS: readonly TestPoint[] = ["after-create", "before-write", "after-write", "after-sync"];

export const fileSubject: Subject = {
  open,
  location: () => join(mkdtempSync(join(tmpdir(), "teamwright-file-")), "store"),
  cleanup: (location) => rmSync(join(location, ".."), { recursive: true, force: true }),
  module: fileURLToPath(import.meta.url),
  points: POINTS,
};
