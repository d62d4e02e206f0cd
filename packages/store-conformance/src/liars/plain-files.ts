// A log in plain files, as short as it can honestly be, for the liars that need real processes. Not a store to use:
// it keeps every record in a file for ever, and nothing it writes survives a power cut.
import { createHash, randomUUID } from "node:crypto";
import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkLogId, checkRecord, TeamError, type LogStore } from "@teamwright/core/store";

export interface PlainFiles extends LogStore {
  slot(log: string, position: number): string;
}

export function plainFiles(root: string): PlainFiles {
  let closed = false;
  const store: PlainFiles = {
    slot: (log, position) => join(root, "logs", createHash("sha256").update(log).digest("hex"), String(position)),
    async append(log, after, record) {
      enter(log);
      checkRecord(record);
      if (after > 0 && !existsSync(store.slot(log, after))) return null;
      const temp = join(root, randomUUID());
      mkdirSync(join(store.slot(log, 1), ".."), { recursive: true });
      writeFileSync(join(store.slot(log, 1), "..", "id"), log);
      writeFileSync(temp, record);
      try {
        linkSync(temp, store.slot(log, after + 1));
        return after + 1;
      } catch {
        return null;
      } finally {
        rmSync(temp);
      }
    },
    async *read(log, after, { limit = Infinity, signal } = {}) {
      for (let position = after + 1; position <= after + limit; position++) {
        enter(log);
        signal?.throwIfAborted();
        if (!existsSync(store.slot(log, position))) return;
        yield { position, bytes: new Uint8Array(readFileSync(store.slot(log, position))) };
      }
    },
    async *logs(prefix = "") {
      if (closed) throw new TeamError("STORE_CLOSED");
      const folder = join(root, "logs");
      for (const name of existsSync(folder) ? readdirSync(folder) : []) {
        const log = readFileSync(join(folder, name, "id"), "utf8");
        if (log.startsWith(prefix) && existsSync(store.slot(log, 1))) yield log;
      }
    },
    async close() {
      closed = true;
    },
  };
  return store;

  function enter(log: string): void {
    if (closed) throw new TeamError("STORE_CLOSED");
    checkLogId(log);
  }
}
