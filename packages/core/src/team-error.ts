import { ERRORS, type ErrorCode, type Retry } from "./errors.ts";

const BRAND = Symbol.for("teamwright.error");

/**
 * Thrown when the world is broken (a store, a file, a malformed call). Rule rejections are values, see `Rejection`.
 * Branded, so `TeamError.is` also knows errors from another copy of this package.
 */
export class TeamError extends Error {
  readonly [BRAND] = true;
  readonly code: ErrorCode;
  readonly hint: string;
  readonly data: Readonly<Record<string, unknown>>;

  /** `message` and `hint` default to the words of the error table; `data` holds the fields that table names. */
  constructor(
    code: ErrorCode,
    options: { message?: string; hint?: string; data?: Record<string, unknown>; cause?: unknown } = {},
  ) {
    super(options.message ?? ERRORS[code].meaning, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "TeamError";
    this.code = code;
    this.hint = options.hint ?? ERRORS[code].hint;
    this.data = options.data ?? {};
  }

  get retry(): Retry {
    return ERRORS[this.code].retry;
  }

  /** True for a TeamError of any copy of this package; with `code`, only for that code. */
  static is(error: unknown, code?: ErrorCode): error is TeamError {
    return (
      typeof error === "object" &&
      error !== null &&
      BRAND in error &&
      (code === undefined || (error as TeamError).code === code)
    );
  }
}
