// Error codes of the tracking seeds, beside our own.
import { exitOf, invalidInput, rejectionOf } from "@teamwright/core";

/** Which of our codes each of theirs stands for; CLAIM_LOST is EBADTOKEN, or ENOTLOCKED when nobody holds the ticket. */
export const SEED_CODES: Readonly<Record<string, string>> = {
  TICKET_PARENT: "EPARENT",
  TICKET_TYPE: "ETYPE_IMMUTABLE",
  TICKET_STATUS: "ESTATUS",
  TASK_CLAIMED: "ELOCKED",
  TASK_DISPATCHED: "ELOCKED",
  TOKEN_REQUIRED: "ENOTLOCKED",
  TASK_NOT_FOUND: "ENOTFOUND",
  SESSION_NOT_FOUND: "ENOTCONFIGURED",
  STORE_NOT_FOUND: "ENOTCONFIGURED",
};

const NO_BOARD =
  "Correct the name. A board is made once, by a person: `team-tracking init --project NAME` in the project's folder.";

export interface SeedError {
  /** `CODE: what happened`, as the seeds print it. */
  error: string;
  /** Ours, from the error table. */
  code: string;
  hint: string;
  data: Record<string, unknown>;
}

/** An error in the words of the seeds, and the exit code of the table. What nobody foresaw is INTERNAL, exit 1. */
export function seedError(cause: unknown): { body: SeedError; exit: number } {
  const error = rejectionOf(
    cause instanceof RangeError ? invalidInput([{ field: "", problem: cause.message }]) : cause,
  );
  const { code, message } = error;
  const { token, ...data } = error.data;
  const gone = (code === "CLAIM_LOST" && data["owner"] === null) || (code === "TASK_CLOSED" && token === true);
  const name = gone ? "ENOTLOCKED" : code === "CLAIM_LOST" ? "EBADTOKEN" : (SEED_CODES[code] ?? code);
  const hint = SEED_CODES[code] === "ENOTCONFIGURED" ? NO_BOARD : error.hint;
  return { body: { error: `${name}: ${message}`, code, hint, data }, exit: exitOf(code) };
}
