import { TeamError } from "@teamwright/core";
import { createToken, listTokens, revokeToken, type TokenInfo } from "@teamwright/mcp";
import { badInput } from "../bad-input.ts";
import { sayResult } from "../say-result.ts";
import { tokenFolder } from "../token-folder.ts";
import type { Invocation } from "../verbs.ts";

/** `token create ACTOR`: prints the token, which is kept nowhere. */
export async function tokenCreate({ globals, words, options: f }: Invocation): Promise<number> {
  if (words.length !== 1)
    throw badInput("", "Whose token? One of coordinator, observer, worker:ROLE", {
      hint: "For example: teamwright token create worker:implementer --ttl 8h",
    });
  const made = await createToken(tokenFolder(globals.store, f.tokens), {
    actor: words[0]!,
    ...(f.only === undefined ? {} : { session: f.only as string }),
    ...(f.label === undefined ? {} : { label: f.label as string }),
    ...(f.ttl === undefined ? {} : { ttlMs: duration(f.ttl as string) }),
  });
  if (globals.json) sayResult(made);
  else
    process.stdout.write(
      `${made.token}\n${line(made)}\nIt is not shown again. Send it as: Authorization: Bearer TOKEN\n`,
    );
  return 0;
}

/** `token list`: all tokens, newest first, expired ones too. */
export async function tokenList({ globals, options: f }: Invocation): Promise<number> {
  const tokens = await listTokens(tokenFolder(globals.store, f.tokens));
  if (globals.json) sayResult({ tokens });
  else process.stdout.write(`${tokens.map(line).join("\n") || "No tokens."}\n`);
  return 0;
}

/** `token revoke ID`: a server that is running refuses it from now on. */
export async function tokenRevoke({ globals, words, options: f }: Invocation): Promise<number> {
  const id = words[0] ?? "";
  if (!(await revokeToken(tokenFolder(globals.store, f.tokens), id)))
    throw new TeamError("INPUT_INVALID", {
      message: `There is no token ${id.slice(0, 60)}.`,
      hint: "`teamwright token list` shows their ids.",
      data: { issues: [{ field: "id", problem: "unknown" }] },
    });
  if (globals.json) sayResult({ id, revoked: true });
  else process.stdout.write(`${id} is revoked.\n`);
  return 0;
}

function line({ id, kind, role, session, label, expires_at }: TokenInfo): string {
  const who = `${kind}${role ? `:${role}` : ""}`.padEnd(24);
  const until = `${expires_at <= Date.now() ? "expired" : "until"} ${new Date(expires_at).toISOString()}`;
  return `${id}  ${who} ${until}  ${session ?? ""}  ${label ?? ""}`.trimEnd();
}

const UNITS: Record<string, number> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** 30d, 8h, 90m or 60s in milliseconds. */
function duration(text: string): number {
  const [, number, unit] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  if (number === undefined) throw badInput("ttl", "is a time like 30d, 8h, 90m or 60s");
  return Number(number) * UNITS[unit!]!;
}
