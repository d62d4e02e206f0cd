// Breaks durability/kill-9: guards the append with a lock file, which a killed writer leaves behind for ever.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { LogStore } from "@teamwright/core/store";
import { testPoint } from "../test-point.ts";
import { plainFiles } from "./plain-files.ts";

export default async function open(location: string): Promise<LogStore> {
  const files = plainFiles(location);
  return {
    ...files,
    async append(log, after, record) {
      mkdirSync(location, { recursive: true });
      const lock = join(location, "lock-file");
      try {
        writeFileSync(lock, "", { flag: "wx" });
      } catch {
        return null;
      }
      testPoint("holding-the-lock");
      const position = await files.append(log, after, record);
      rmSync(lock);
      return position;
    },
  };
}
