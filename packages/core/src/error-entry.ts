// What the table says of one error.

/** When trying again can help: never; after reading the state again; later, unchanged. */
export type Retry = "never" | "reread" | "later";

export interface ErrorEntry {
  /** What happened, for a person. */
  readonly meaning: string;
  /** What to do now. Written as an instruction: the reader is usually an agent. */
  readonly hint: string;
  readonly retry: Retry;
  /** Process exit code of the CLI; never 0. 2 usage, 3 not found, 4 refused by a rule, 5 lost a race, 6 store, 7 broken pack or file, 1 our own fault. */
  readonly exit: number;
  /** Names of the fields in `data`, if any. */
  readonly data?: readonly string[];
}

/** One line of the table. */
export const entry = (exit: number, retry: Retry, meaning: string, hint: string, data?: string[]): ErrorEntry =>
  data ? { meaning, hint, retry, exit, data } : { meaning, hint, retry, exit };
