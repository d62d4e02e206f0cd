// What a postgres:// address says: where the server is, how to reach it safely, and our own parameters.
import { readFileSync } from "node:fs";
import { TeamError } from "@teamwright/core/store";
import type { PoolConfig } from "pg";

export interface Address {
  /** For the driver; holds the password. */
  readonly connection: PoolConfig;
  /** Without password and parameters: the only form that may be shown. */
  readonly shown: string;
  readonly schema: string;
  /** `on`: tell others and listen. `send`: tell others, but poll. `off`: poll only. */
  readonly notify: "on" | "send" | "off";
  /** Most connections of one handle, besides the one that listens. */
  readonly connections: number;
  /** Milliseconds that one statement may take. */
  readonly timeoutMs: number;
  /** Milliseconds for which a call goes on trying when the server was there before. A restart with recovery takes about a second. */
  readonly patienceMs: number;
}

const SCHEMA = /^(?!pg_)[A-Za-z_][A-Za-z0-9_]{0,62}$/;
const VERIFYING = ["prefer", "require", "verify-ca", "verify-full"];

/**
 * Reads `postgres://USER@HOST:PORT/DATABASE?...`. Ours are `schema` (default teamwright), `notify` (on), `connections` (4),
 * `timeout` and `patience` (milliseconds, 15,000 and 5,000); everything else means what it means to the driver. Throws STORE_URL without the address in it.
 *
 * The driver's `sslmode` differs from libpq's: all but `disable` and `no-verify` verify certificate and host name. It says so
 * on stderr at every start and will change its mind in version 9, so the stricter meaning is asked for by its own name here.
 */
export function readAddress(url: string): Address {
  const parsed = parse(url);
  const given = parsed.searchParams;
  const take = (name: string) => {
    const value = given.get(name);
    given.delete(name);
    return value ?? undefined;
  };
  const shown = `postgres://${parsed.username && `${parsed.username}@`}${parsed.host}${parsed.pathname}`;
  const bad = (issue: string) => new TeamError("STORE_URL", { message: issue, data: { url: shown } });

  const schema = take("schema") ?? "teamwright";
  if (!SCHEMA.test(schema))
    throw bad("The schema of a store is letters, digits and underscore, not beginning with pg_.");
  const notify = take("notify") ?? "on";
  if (notify !== "on" && notify !== "send" && notify !== "off") throw bad("notify is one of on, send, off.");
  const whole = (name: string, otherwise: number, least: number) => {
    const text = take(name);
    const number = text === undefined ? otherwise : Number(text);
    if (!Number.isInteger(number) || number < least) throw bad(`${name} is a whole number from ${least}.`);
    return number;
  };
  const connections = whole("connections", 4, 1);
  const timeoutMs = whole("timeout", 15_000, 100);
  const patienceMs = whole("patience", 5_000, 0);
  const connectMs = whole("connect_timeout", 5, 1) * 1_000;

  const mode = given.get("sslmode");
  if (mode !== null && given.get("uselibpqcompat") !== "true") {
    if (![...VERIFYING, "disable", "no-verify"].includes(mode))
      throw bad(`sslmode is one of disable, no-verify, ${VERIFYING.join(", ")}.`);
    if (VERIFYING.includes(mode)) given.set("sslmode", "verify-full");
  }
  // libpq's word for the authorities that the system knows; Node uses its own when no file is named.
  if (given.get("sslrootcert") === "system") given.delete("sslrootcert");
  for (const name of ["sslrootcert", "sslcert", "sslkey"]) readable(name, given.get(name), bad);

  return {
    shown,
    schema,
    notify,
    connections,
    timeoutMs,
    patienceMs,
    connection: {
      connectionString: parsed.href,
      ...(given.has("application_name") ? {} : { application_name: "teamwright" }),
      connectionTimeoutMillis: connectMs,
      // Client side, for a network that swallows answers; the server has its own limit, which comes first.
      query_timeout: timeoutMs + 5_000,
      keepAlive: true,
    },
  };
}

/** The cause of a malformed address is not passed on: it quotes the address, password and all. */
function parse(url: string): URL {
  const scheme = /^postgres(ql)?:\/\//.exec(url)?.[0];
  const malformed = new TeamError("STORE_URL", {
    message: "The address of a Postgres store is postgres://USER:PASSWORD@HOST:PORT/DATABASE.",
    hint: "Write signs like @ : / # ? in a password as %40 %3A %2F %23 %3F, or leave it out and set PGPASSWORD.",
    data: { url: "postgres:..." },
  });
  if (!scheme || /\s/.test(url)) throw malformed;
  try {
    return new URL(url);
  } catch {
    throw malformed;
  }
}

function readable(name: string, path: string | null, bad: (issue: string) => TeamError): void {
  if (path === null) return;
  try {
    readFileSync(path);
  } catch (cause) {
    throw bad(`The file of ${name} cannot be read: ${(cause as Error).message}`);
  }
}
