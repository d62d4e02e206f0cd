// The SQLite that comes with Node. Loaded only when a database is opened.
import type { DatabaseSync } from "node:sqlite";
import { TeamError } from "@teamwright/core/store";

export type Engine = typeof DatabaseSync;

/** Before this, two connections that write and checkpoint at once could corrupt a WAL (https://sqlite.org/wal.html#walresetbug). */
const OLDEST = [3, 51, 3] as const;

/** Throws STORE_UNSUPPORTED where Node has no SQLite or one that is too old for several processes. */
export async function loadEngine(): Promise<Engine> {
  const { emitWarning } = process;
  // Node 22 warns on standard error that the module is experimental; our callers print JSON for programs.
  process.emitWarning = () => {};
  try {
    const { DatabaseSync: engine } = await import("node:sqlite");
    checkVersion(engine);
    return engine;
  } catch (cause) {
    if (TeamError.is(cause)) throw cause;
    throw unsupported(`Node ${process.versions.node} has no SQLite.`, cause);
  } finally {
    process.emitWarning = emitWarning;
  }
}

function checkVersion(engine: Engine): void {
  const db = new engine(":memory:");
  const { version } = db.prepare("SELECT sqlite_version() AS version").get() as { version: string };
  db.close();
  const parts = version.split(".").map(Number);
  const newer = OLDEST.findIndex((part, i) => (parts[i] ?? 0) !== part);
  if (newer >= 0 && (parts[newer] ?? 0) < OLDEST[newer]!)
    throw unsupported(`SQLite ${version} of Node ${process.versions.node} is older than ${OLDEST.join(".")}.`);
}

function unsupported(message: string, cause?: unknown): TeamError {
  return new TeamError("STORE_UNSUPPORTED", {
    message,
    hint: "Use Node 24 or newer (22.23 has it too), or a file store: `--store file:PATH`.",
    data: { probe: "node:sqlite" },
    cause,
  });
}
