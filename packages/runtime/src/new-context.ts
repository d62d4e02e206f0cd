import { createHash, randomBytes } from "node:crypto";
import type { Context } from "@teamwright/core";

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

/** The real world: this machine's clock, random ids of 60 bits, tokens of 192 bits, SHA-256 in hex. */
export function newContext(now: number = Date.now()): Context {
  return {
    now,
    newId,
    newToken: () => randomBytes(24).toString("base64url"),
    hash: (token) => createHash("sha256").update(token).digest("hex"),
  };
}

/** `kind_` and 12 random characters. */
export function newId(kind: string): string {
  return `${kind}_${Array.from(randomBytes(12), (byte) => ALPHABET[byte % 32]).join("")}`;
}
