// How far a webhook has been told, in a file that survives whatever ends the process.
import { createHash, randomBytes } from "node:crypto";
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { badInput } from "./bad-input.ts";

export interface Cursor {
  path: string;
  /** Undefined when nothing has been told yet. */
  position: number | undefined;
  /** Returns when it is on disk. */
  save(position: number): void;
}

/** The cursor of one address with one filter. `root`: the folder beside the store. Throws INPUT_INVALID for a file that is broken. */
export function openCursor(
  given: string | undefined,
  { root, session, what }: { root: string | undefined; session: string; what: unknown },
): Cursor {
  if (given === undefined && root === undefined)
    throw badInput("cursor", "is needed: this store has no folder", { hint: "Add --cursor FILE." });
  const key = createHash("sha256").update(JSON.stringify(what)).digest("hex").slice(0, 12);
  const path = given ?? join(root!, "webhooks", `${session}-${key}.json`);
  return {
    path,
    position: read(path, session),
    save(position) {
      mkdirSync(dirname(path), { recursive: true });
      const temp = `${path}.${randomBytes(6).toString("hex")}.tmp`;
      const file = openSync(temp, "wx", 0o600);
      writeSync(file, `${JSON.stringify({ session, position })}\n`);
      fsyncSync(file);
      closeSync(file);
      renameSync(temp, path);
    },
  };
}

function read(path: string, session: string): number | undefined {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw badInput("cursor", `cannot be read: ${(error as Error).message}`);
  }
  try {
    const found = JSON.parse(text) as { session: string; position: number };
    if (found.session === session && Number.isSafeInteger(found.position)) return found.position;
  } catch {
    // Said below, with what to do.
  }
  throw badInput("cursor", `${path} is not the cursor of ${session}`, {
    hint: "Name another file, or remove it and give --since.",
  });
}
