import { expect, test } from "vitest";
import { appendLiars } from "./liars/append-liars.ts";
import { logAndByteLiars } from "./liars/log-and-byte-liars.ts";
import { processLiars } from "./liars/process-liars.ts";
import { readLiars } from "./liars/read-liars.ts";
import { snapshotAndTrimLiars } from "./liars/snapshot-and-trim-liars.ts";
import { clockAndTurnLiars } from "./liars/clock-and-turn-liars.ts";
import { watchLiars } from "./liars/watch-liars.ts";
import { REQUIREMENTS } from "./requirements.ts";
import { runConformance } from "./run-conformance.ts";

const LIARS = [
  ...appendLiars,
  ...readLiars,
  ...watchLiars,
  ...logAndByteLiars,
  ...snapshotAndTrimLiars,
  ...clockAndTurnLiars,
  ...processLiars,
];

test("every requirement has a liar", () => {
  const lied = new Set<string>(LIARS.map(({ breaks }) => breaks));
  expect(Object.keys(REQUIREMENTS).filter((id) => !lied.has(id))).toEqual([]);
});

for (const { breaks, lie, subject } of LIARS) {
  test(`${breaks} catches the store that ${lie}`, async () => {
    const report = await runConformance(subject, { only: [breaks] });
    expect(report[breaks]).toMatchObject({ status: "failed" });
  });
}
