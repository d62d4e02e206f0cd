// Breaks multi-process/fair: whoever opened first goes straight on, the others wait politely before every append.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { LogStore } from "@teamwright/core/store";
import { plainFiles } from "./plain-files.ts";

export default async function open(location: string): Promise<LogStore> {
  const files = plainFiles(location);
  let privileged: boolean | undefined;
  return {
    ...files,
    async append(log, after, record) {
      privileged ??= first(location);
      if (!privileged) await new Promise((resolve) => setTimeout(resolve, 50));
      return files.append(log, after, record);
    },
  };
}

function first(location: string): boolean {
  mkdirSync(location, { recursive: true });
  try {
    writeFileSync(join(location, "first-come"), "", { flag: "wx" });
    return true;
  } catch {
    return false;
  }
}
