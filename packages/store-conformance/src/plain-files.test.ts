import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { plainFiles } from "./liars/plain-files.ts";
import { runConformance } from "./run-conformance.ts";

test("the plain files that the liars are made of are honest, so what is caught is the lie", async () => {
  const report = await runConformance({
    open: async (location) => plainFiles(location),
    location: () => mkdtempSync(join(tmpdir(), "teamwright-plain-")),
    cleanup: (location) => rmSync(location, { recursive: true }),
  });
  const failed = Object.entries(report).filter(([, verdict]) => verdict.status === "failed");
  expect(failed).toEqual([]);
  expect(report["watch/no-silence"]).toEqual({ status: "not offered", missing: "watch" });
  expect(report["durability/kill-9"]).toEqual({ status: "not offered", missing: "processes" });
});
