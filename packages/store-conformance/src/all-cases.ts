import type { Case } from "./case.ts";
import { appendCases } from "./cases/append.ts";
import { byteAndCloseCases } from "./cases/bytes-and-close.ts";
import { logCases } from "./cases/logs.ts";
import { processCases } from "./cases/processes.ts";
import { readCases } from "./cases/read.ts";
import { snapshotAndTrimCases } from "./cases/snapshot-and-trim.ts";
import { clockCases } from "./cases/clock.ts";
import { turnCases } from "./cases/turns.ts";
import { watchCases } from "./cases/watch.ts";

/** Every case; of one requirement, the forced interleavings come before the races. */
export const ALL_CASES: readonly Case[] = [
  ...appendCases,
  ...readCases,
  ...watchCases,
  ...logCases,
  ...byteAndCloseCases,
  ...snapshotAndTrimCases,
  ...clockCases,
  ...turnCases,
  ...processCases,
];
