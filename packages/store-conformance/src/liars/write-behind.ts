// Breaks durability/kill-9: holds the newest record in memory until the next one comes, or until it is closed.
import type { LogStore } from "@teamwright/core/store";
import { plainFiles } from "./plain-files.ts";

export default async function open(location: string): Promise<LogStore> {
  const files = plainFiles(location);
  let held: { log: string; after: number; record: Uint8Array } | null = null;
  const flush = async () => {
    const now = held;
    held = null;
    if (now) await files.append(now.log, now.after, now.record);
  };
  return {
    ...files,
    async append(log, after, record) {
      await flush();
      let last = 0;
      for await (const { position } of files.read(log, 0)) last = position;
      if (after !== last) return null;
      held = { log, after, record: new Uint8Array(record) };
      return after + 1;
    },
    async *read(log, after, options) {
      await flush();
      yield* files.read(log, after, options);
    },
    async close() {
      await flush();
      await files.close();
    },
  };
}
