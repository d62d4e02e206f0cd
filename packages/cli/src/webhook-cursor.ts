// How far a webhook has been told, in a file that survives whatever ends the process.
import { createHash, randomBytes } from "node:crypto";
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { TeamError } from "@teamwright/core";
import { lockAlone } from "@teamwright/hosts";
import { makeFolder } from "@teamwright/pack";
import { badInput } from "./bad-input.ts";

export interface Cursor {
  path: string;
  /** Undefined when nothing has been told yet. */
  position: number | undefined;
  /** Returns when it is on disk. */
  save(position: number): void;
  /** Lets another process have it. A process that dies lets go too. */
  release(): Promise<void>;
}

/**
 * The cursor of one address with one filter, for this process alone. `root`: the folder beside the store.
 * Rejects CURSOR_HELD while another process of this machine has it, INPUT_INVALID for a file that is broken or cannot be made.
 */
export async function openCursor(
  given: string | undefined,
  { root, session, what }: { root: string | undefined; session: string; what: unknown },
): Promise<Cursor> {
  if (given === undefined && root === undefined)
    throw badInput("cursor", "is needed: this store has no folder", { hint: "Add --cursor FILE." });
  const key = createHash("sha256").update(JSON.stringify(what)).digest("hex").slice(0, 12);
  const path = given ?? join(root!, "webhooks", `${session}-${key}.json`);
  const release = await alone(path);
  // Only now: whoever had it before has said its last.
  let position: number | undefined;
  try {
    position = read(path, session);
  } catch (error) {
    await release();
    throw error;
  }
  return {
    path,
    position,
    release,
    save(position) {
      const temp = `${path}.${randomBytes(6).toString("hex")}.tmp`;
      const file = openSync(temp, "wx", 0o600);
      writeSync(file, `${JSON.stringify({ session, position })}\n`);
      fsyncSync(file);
      closeSync(file);
      renameSync(temp, path);
    },
  };
}

/** Makes this process the only one at `path`. Resolves how to let go. */
async function alone(path: string): Promise<() => Promise<void>> {
  await makeFolder(dirname(path), "cursor");
  try {
    return await lockAlone(path, (pid) => {
      const message = `Process ${pid} sends from this place in the log already: ${path}`;
      return new TeamError("CURSOR_HELD", { message, data: { pid, cursor: path } });
    });
  } catch (error) {
    if (TeamError.is(error)) throw error;
    throw badInput("cursor", `cannot be written: ${(error as Error).message}`);
  }
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
