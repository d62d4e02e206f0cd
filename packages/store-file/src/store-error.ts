import fs from "node:fs";
import { TeamError } from "@teamwright/core/store";

/** What a failed system call means to the user of a store. A TeamError passes through unchanged. */
export function storeError(cause: unknown, path: string): TeamError {
  if (TeamError.is(cause)) return cause;
  const code = errno(cause) ?? "";
  if (["EROFS", "EACCES", "EPERM"].includes(code)) return new TeamError("STORE_READ_ONLY", { data: { path }, cause });
  if (["ENOSPC", "EDQUOT"].includes(code)) return new TeamError("STORE_FULL", { data: { path }, cause });
  return unavailable(cause, path);
}

/** The same for a call that only reads: what cannot be read is not "read-only". */
export function readError(cause: unknown, path: string): TeamError {
  const error = storeError(cause, path);
  return error.code === "STORE_READ_ONLY" ? unavailable(cause, path) : error;
}

function unavailable(cause: unknown, path: string): TeamError {
  return new TeamError("STORE_UNAVAILABLE", {
    message: `The store cannot be used: ${(cause as Error).message}.`,
    hint: "Correct what is named (who owns it, its mode, the disk), and call again.",
    data: { url: `file:${path}` },
    cause,
  });
}

/** A folder where a file should be, or the other way round. */
export const misplaced = (cause: unknown): boolean => ["EISDIR", "ENOTDIR"].includes(errno(cause) ?? "");

export function errno(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException | null)?.code;
}

/** Whether `path` is there. Unlike existsSync it does not take "cannot look" for "no". */
export function present(path: string): boolean {
  return fs.statSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** Runs `call`; undefined if what it wants is not there. */
export function ifThere<T>(call: () => T): T | undefined {
  try {
    return call();
  } catch (error) {
    if (errno(error) === "ENOENT") return undefined;
    throw error;
  }
}
