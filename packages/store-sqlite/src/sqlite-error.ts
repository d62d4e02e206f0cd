// What SQLite says, in the words of a store. Codes: https://sqlite.org/rescode.html
import { TeamError } from "@teamwright/core/store";

const PRIMARY = {
  busy: 5,
  locked: 6,
  readOnly: 8,
  ioError: 10,
  corrupt: 11,
  full: 13,
  cantOpen: 14,
  notDb: 26,
} as const;

/** The primary code; 0 for what is no complaint of SQLite. */
const codeOf = (cause: unknown): number => Number((cause as { errcode?: number } | null)?.errcode ?? 0) & 0xff;

/** Somebody else is writing; later it will work. */
export const isBusy = (cause: unknown): boolean => [PRIMARY.busy, PRIMARY.locked].includes(codeOf(cause) as never);

/** What a failed statement means to the user of a store. `log`: an append, which a failing disk leaves in doubt. */
export function sqliteError(cause: unknown, path: string, log?: string): TeamError {
  if (TeamError.is(cause)) return cause;
  const system = (cause as NodeJS.ErrnoException).code;
  switch (codeOf(cause)) {
    case PRIMARY.readOnly:
      return new TeamError("STORE_READ_ONLY", { data: { path }, cause });
    case PRIMARY.full:
      return new TeamError("STORE_FULL", { data: { path }, cause });
    case PRIMARY.corrupt:
    case PRIMARY.notDb:
      return damaged(path, String((cause as Error).message), cause);
    case PRIMARY.ioError:
      return log === undefined
        ? unavailable(path, cause)
        : new TeamError("STORE_UNKNOWN_OUTCOME", { data: { log }, cause });
    default:
      if (["EROFS", "EACCES", "EPERM"].includes(system ?? ""))
        return new TeamError("STORE_READ_ONLY", { data: { path }, cause });
      if (["ENOSPC", "EDQUOT"].includes(system ?? "")) return new TeamError("STORE_FULL", { data: { path }, cause });
      return unavailable(path, cause);
  }
}

/** `said`: by SQLite. Checking and copying need an address that opens it all the same. */
export function damaged(path: string, said: string, cause?: unknown): TeamError {
  return new TeamError("STORE_CORRUPT", {
    message: `The database is damaged: ${said}.`,
    hint: `Restore a backup; or save what can still be read: \`teamwright store copy "sqlite:${path}?check=off" TO --rescue\`.`,
    data: { path },
    cause,
  });
}

const unavailable = (path: string, cause: unknown): TeamError =>
  new TeamError("STORE_UNAVAILABLE", {
    message: `The database cannot be used: ${String((cause as Error).message)}.`,
    hint: "Look at what lies there, who owns it and its mode, and call again.",
    data: { url: `sqlite:${path}` },
    cause,
  });
