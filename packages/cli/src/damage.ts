// What is wrong with a log, for a person and for a program.
import { ERRORS, TeamError } from "@teamwright/core";
import { plainText } from "./plain-text.ts";
import { sayRejection } from "./say-rejection.ts";

/** What is wrong, and the first record that cannot be read and the file it should be in, as far as that is known. */
export interface Damage {
  readonly wrong: string;
  readonly position?: number;
  readonly path?: string;
}

export function damageOf(error: unknown): Damage {
  const { position, path } = (TeamError.is(error) ? error.data : {}) as Partial<Damage>;
  return {
    wrong: (error as Error).message,
    ...(position === undefined ? {} : { position }),
    ...(path === undefined ? {} : { path }),
  };
}

/** As lines below the one that names the log. */
export function damageText({ wrong, position, path }: Damage): string {
  const where = [...(position === undefined ? [] : [`record ${position}`]), ...(path === undefined ? [] : [path])];
  return plainText(`${where.length === 0 ? "" : `       ${where.join(" in ")}:\n`}       ${wrong}\n`);
}

/** Says that some logs are damaged, and what to do. Returns the exit code. `data`: for programs; text was printed before. */
export function sayDamaged(message: string, json: boolean, data: Record<string, unknown>, hint?: string): number {
  return sayRejection(
    { code: "STORE_CORRUPT", message, hint: hint ?? ERRORS.STORE_CORRUPT.hint, data: json ? data : {} },
    json,
  );
}
