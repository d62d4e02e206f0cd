import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Subject } from "../case.ts";
import firstComeFirst from "./first-come-first.ts";
import type { Liar } from "./liar.ts";
import lockFile from "./lock-file.ts";
import lookThenWrite from "./look-then-write.ts";
import writeBehind from "./write-behind.ts";

const onDisk = (open: Subject["open"], file: string, points: readonly string[] = []): Subject => ({
  open,
  location: () => join(mkdtempSync(join(tmpdir(), "teamwright-liar-")), "store"),
  cleanup: (location) => rmSync(join(location, ".."), { recursive: true, force: true }),
  module: fileURLToPath(new URL(file, import.meta.url)),
  points,
});

export const processLiars: readonly Liar[] = [
  {
    breaks: "multi-process/one-winner",
    lie: "looks whether the slot is free, and writes it a moment later",
    subject: onDisk(lookThenWrite, "./look-then-write.ts"),
  },
  {
    breaks: "multi-process/fair",
    lie: "lets whoever came first go first",
    subject: onDisk(firstComeFirst, "./first-come-first.ts"),
  },
  {
    breaks: "durability/kill-9",
    lie: "holds the newest record in memory",
    subject: onDisk(writeBehind, "./write-behind.ts"),
  },
  {
    breaks: "durability/kill-9",
    lie: "leaves its lock behind",
    subject: onDisk(lockFile, "./lock-file.ts", ["holding-the-lock"]),
  },
];
