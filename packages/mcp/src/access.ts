// Who is calling, and what a connection may do. The kernel has the last word on every command; this only never offers more.
import {
  type Actor,
  type ActorKind,
  COMMANDS,
  type ErrorCode,
  ERRORS,
  invalidInput,
  OwnerId,
  TeamError,
} from "@teamwright/core";
import type { Profile } from "./tools.ts";

/** What a connection may be: fixed by its profile, or by the bearer token it came with. */
export interface Access {
  /** Undefined: each call says by what it does. A token or a claim makes a worker, anything else the coordinator. */
  readonly kind?: ActorKind;
  /** A worker of this role only. */
  readonly role?: string;
  /** This session only. */
  readonly session?: string;
  /** True when `kind` comes from a bearer token: then nobody else speaks through this connection, not even the person. */
  readonly bound?: true;
}

/** What a profile may do when no bearer token says otherwise. */
export const accessOf = (profile: Profile): Access =>
  profile === "worker" || profile === "coordinator" || profile === "observer" ? { kind: profile } : {};

/** Whether a connection is ever allowed to give `command`. */
export function mayGive({ kind }: Access, command: string): boolean {
  return kind === undefined || COMMANDS[command]!.actors.includes(kind);
}

/** The actor of one call. Throws INPUT_INVALID for a malformed name. */
export function actorOf(access: Access, call: { command: string; agent: unknown; token: unknown }): Actor {
  const claims = call.command === "task.next" || call.command === "task.claim";
  const kind = access.kind ?? (claims || call.token !== undefined ? "worker" : "coordinator");
  if (call.agent === undefined) return { kind, name: kind };
  const name = OwnerId.safeParse(call.agent);
  if (!name.success) throw invalid("agent", name.error.issues[0]?.message ?? "malformed");
  return { kind, name: name.data };
}

/** Throws PERMISSION_DENIED when the connection is for another session than `session`. */
export function checkSession(access: Access, session: string): void {
  if (access.session === undefined || access.session === session) return;
  const data = { actor: access.kind ?? "client", allowed: [access.session] };
  throw refuse("PERMISSION_DENIED", data, "Your token is for another session.");
}

/** A refusal by us, in the words of the error table. */
export const refuse = (code: ErrorCode, data: Record<string, unknown>, message?: string): TeamError =>
  new TeamError(code, { data, message: message ?? ERRORS[code].meaning });

/** INPUT_INVALID for one argument. */
export const invalid = (field: string, problem: string): TeamError => invalidInput([{ field, problem }]);
