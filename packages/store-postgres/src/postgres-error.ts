// What a failure of the driver or the server means to the user of a store, and whether it passes by itself.
import { TeamError } from "@teamwright/core/store";
import type { Address } from "./read-address.ts";

type Shown = Pick<Address, "shown" | "schema" | "timeoutMs">;

interface Meaning {
  readonly error: TeamError;
  /** Whether another try may help; `met`: the server was there before, so that it is not simply a wrong address. */
  passes(met: boolean): boolean;
}

interface Failure {
  readonly message: string;
  /** SQLSTATE, or the name of a failed system call. */
  readonly code?: string;
  /** In the language of the server. */
  readonly severity?: string;
}

const SQLSTATE = /^[0-9A-Z]{5}$/;

/**
 * True if the server has said that the statement did not happen. A server that is going down, or out of space or order while it
 * commits, may have kept it; then only severity ERROR is a no (in an English server, which is what most are).
 */
export function refused(cause: unknown): boolean {
  const { code = "", severity } = cause as Failure;
  return SQLSTATE.test(code) && !/^E[A-Z]{4}$/.test(code) && (severity === "ERROR" || !/^(08|53|57P|58|XX)/.test(code));
}

/** A TeamError passes through unchanged. No text of ours holds the address: it may have a password in it. */
export function meaning(cause: unknown, address: Shown): Meaning {
  const never = () => false;
  const always = () => true;
  if (TeamError.is(cause)) return { error: cause, passes: never };
  // Several addresses of one name were tried.
  const failure = (cause instanceof AggregateError ? (cause.errors[0] as Failure) : cause) as Failure;
  const { code = "", message } = failure;
  const { shown: url, schema } = address;
  const say = (as: ConstructorParameters<typeof TeamError>[0], said: string, hint: string, data = {}) =>
    new TeamError(as, { message: said, hint, data: { url, ...data }, cause });
  const denied = (said: string, hint: string) => ({ error: say("STORE_DENIED", said, hint), passes: never });
  const away = (said: string, hint: string, passes: Meaning["passes"]) => ({
    error: say("STORE_UNAVAILABLE", said, hint),
    passes,
  });

  switch (code) {
    case "28P01":
      return denied(
        `Postgres refuses the password: ${message}.`,
        "Correct the password in the address or in PGPASSWORD.",
      );
    case "28000":
      return denied(
        `Postgres refuses the user: ${message}.`,
        "Correct the user, or allow it in pg_hba.conf (perhaps only with TLS: sslmode=verify-full).",
      );
    case "42501":
      return denied(
        `This user lacks a right: ${message}.`,
        `Ask the owner of the database for the rights that docs/stores/postgres.md lists, or give another schema (?schema=NAME, now ${schema}).`,
      );
    case "3D000":
      return {
        error: say("STORE_NOT_FOUND", `${capital(message)}.`, "Create it (createdb NAME), or correct the address.", {
          searched: [url],
        }),
        passes: never,
      };
    case "25006":
      return {
        error: say(
          "STORE_READ_ONLY",
          "This server only reads: a replica, or set to read only.",
          "Use the address of the primary.",
          { path: url },
        ),
        // While a standby takes over, writes may still reach the old primary.
        passes: never,
      };
    case "53100":
      return {
        error: say(
          "STORE_FULL",
          `The disk of the server is full: ${message}.`,
          "Free space on the server and call again; nothing already committed is lost.",
          { path: url },
        ),
        passes: never,
      };
    case "53300":
      return away(
        `The server takes no more connections: ${message}.`,
        "Start fewer workers, raise max_connections, or put a pooler in front and add ?notify=send.",
        always,
      );
    case "57P03":
      return away(`The server is not ready: ${message}.`, "Wait until it has started and call again.", always);
    case "57P01":
    case "57P02":
    case "57P05":
    case "25P03":
      return away(`The server ended the connection: ${message}.`, "Call again when the server is back.", always);
    case "57014":
      return away(
        `The server gave up: ${message}.`,
        `Look for who holds a lock; allow more time with ?timeout=MILLISECONDS (now ${address.timeoutMs}).`,
        never,
      );
    case "40001":
    case "40P01":
      return { error: say("STORE_BUSY", `Others were writing: ${message}.`, "Call again."), passes: always };
    case "XX001":
    case "XX002":
      return {
        error: say("STORE_CORRUPT", `The server found damage: ${message}.`, "Restore the database from a backup.", {
          path: url,
        }),
        passes: never,
      };
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return away("The name of the server is not known.", "Correct the host in the address.", (met) => met);
    case "ECONNREFUSED":
    case "ENOENT":
    case "EHOSTUNREACH":
    case "ENETUNREACH":
    case "ETIMEDOUT":
      return away(
        `No Postgres answers there (${code}).`,
        "Start the server, or correct host and port in the address.",
        (met) => met,
      );
  }
  if (/password must be a (non-empty )?string/.test(message))
    return denied("Postgres wants a password and none was given.", "Put it into PGPASSWORD, or into the address.");
  if (/does not support SSL/.test(message))
    return {
      error: say("STORE_URL", "The server does not speak TLS.", "Add ?sslmode=disable if the way to it is safe."),
      passes: never,
    };
  if (/CERT|SELF_SIGNED|UNABLE_TO|ERR_TLS|ERR_SSL|EPROTO/.test(code))
    return denied(
      `The server's certificate is not trusted: ${message}.`,
      "Name its authority with ?sslmode=verify-full&sslrootcert=FILE; use the host name that the certificate has.",
    );
  if (/timeout/i.test(message))
    return away(
      "The server did not answer in time.",
      "Check that it can be reached; allow more with ?timeout=MILLISECONDS or ?connect_timeout=SECONDS.",
      (met) => met,
    );
  if (SQLSTATE.test(code) && !/^(08|58)/.test(code))
    return away(`Postgres says: ${message} (${code}).`, "Mend what it says and call again.", never);
  return away("The connection was lost.", "Check that the server runs and can be reached, and call again.", always);
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
