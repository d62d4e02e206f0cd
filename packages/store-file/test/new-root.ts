// For tests: an empty place for a store, removed when the test ends.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

export function newRoot(): string {
  const folder = mkdtempSync(join(tmpdir(), "teamwright-file-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, "store");
}
