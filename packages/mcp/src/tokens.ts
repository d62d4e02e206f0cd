// Bearer tokens for HTTP: one small file each beside the store, with the hash of a secret that is shown once.
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { RoleName, SessionId } from "@teamwright/core";
import { newId } from "@teamwright/runtime";
import { writeWhole } from "@teamwright/views";
import * as z from "zod";
import { invalid } from "./access.ts";

const DAY = 86_400_000;
const DEFAULT_TTL = 30 * DAY;
const MAX_TTL = 366 * DAY;

/** `tw_`, 12 characters that name the file, `_`, 192 random bits. */
const TOKEN = /^tw_([0-9a-z]{12})_([A-Za-z0-9_-]{32})$/;
const TokenId = /^[0-9a-z]{12}$/;

const TokenFile = z.object({
  id: z.string().regex(TokenId),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  kind: z.enum(["coordinator", "worker", "observer"]),
  role: RoleName.optional(),
  session: SessionId.optional(),
  label: z.string().max(100).optional(),
  created_at: z.number(),
  expires_at: z.number(),
});
/** A token without its secret. Times in milliseconds since 1970. */
export type TokenInfo = Omit<z.infer<typeof TokenFile>, "hash">;

export interface NewToken {
  /** `coordinator`, `observer`, `worker`, or `worker:ROLE`. */
  actor: string;
  /** Only for this session. */
  session?: string;
  label?: string;
  /** Milliseconds; default 30 days, at most 366. */
  ttlMs?: number;
}

/** Makes a token and returns it: the only time that it is seen. `folder` is made when it is missing. Throws INPUT_INVALID. */
export async function createToken(
  folder: string,
  { actor, session, label, ttlMs = DEFAULT_TTL }: NewToken,
  now: number = Date.now(),
): Promise<TokenInfo & { token: string }> {
  const [kind, role] = actor.split(":", 2);
  if (!(ttlMs >= 1_000 && ttlMs <= MAX_TTL)) throw invalid("ttl", "is from one second to 366 days");
  const id = newId("t").slice(2);
  const secret = randomBytes(24).toString("base64url");
  const made = TokenFile.safeParse({
    id,
    hash: hashOf(secret),
    kind,
    ...(role === undefined ? {} : { role }),
    ...(session === undefined ? {} : { session }),
    ...(label === undefined ? {} : { label }),
    created_at: now,
    expires_at: now + ttlMs,
  });
  if (!made.success || (role !== undefined && kind !== "worker"))
    throw invalid("actor", "is coordinator, observer, worker or worker:ROLE");
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    writeWhole(join(folder, `${id}.json`), `${JSON.stringify(made.data)}\n`);
  } catch (cause) {
    throw invalid("tokens", `cannot be written (${(cause as NodeJS.ErrnoException).code ?? String(cause)}): ${folder}`);
  }
  return { ...withoutHash(made.data), token: `tw_${id}_${secret}` };
}

/** All tokens of the folder, expired ones too, newest first. */
export async function listTokens(folder: string): Promise<TokenInfo[]> {
  const names = await readdir(folder).catch(() => []);
  const read = names.filter((name) => name.endsWith(".json")).map((name) => readToken(folder, name.slice(0, -5)));
  const files = (await Promise.all(read)).filter((file) => file !== undefined);
  return files.map(withoutHash).toSorted((a, b) => b.created_at - a.created_at);
}

/** Ends a token for good. False when there is none with this id. */
export async function revokeToken(folder: string, id: string): Promise<boolean> {
  if ((await readToken(folder, id)) === undefined) return false;
  await rm(join(folder, `${id}.json`), { force: true });
  return true;
}

/** Whose token this is; undefined for one that is malformed, unknown, revoked or expired. */
export async function verifyToken(
  folder: string,
  token: string,
  now: number = Date.now(),
): Promise<TokenInfo | undefined> {
  const [, id, secret] = TOKEN.exec(token) ?? [];
  const file = id === undefined ? undefined : await readToken(folder, id);
  if (!file || file.expires_at <= now) return undefined;
  return timingSafeEqual(Buffer.from(file.hash), Buffer.from(hashOf(secret!))) ? withoutHash(file) : undefined;
}

/** The file of a token. What is malformed counts as absent: it opens nothing. */
async function readToken(folder: string, id: string): Promise<z.infer<typeof TokenFile> | undefined> {
  if (!TokenId.test(id)) return undefined;
  try {
    const file = TokenFile.parse(JSON.parse(await readFile(join(folder, `${id}.json`), "utf8")));
    return file.id === id ? file : undefined;
  } catch {
    return undefined;
  }
}

const hashOf = (secret: string): string => createHash("sha256").update(secret).digest("hex");

function withoutHash({ hash: _hidden, ...shown }: z.infer<typeof TokenFile>): TokenInfo {
  return shown;
}
