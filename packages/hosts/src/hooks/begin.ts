// At the start of a client's session: says which sessions of this pack's team are not over here, so that nobody starts a second one.
import { existsSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import type { HookAnswer, HookInput } from "./hook-input.ts";
import { sweep } from "./notebook.ts";

/** Sessions that are looked into; ids end in a day, so the newest come first. */
const LOOK_AT = 20;
const TELL = 5;

export interface BeginPlace {
  /** Folder of the notes, and that of this pack which opens its other hooks. */
  folder: string;
  gate: string;
  /** The team of this pack: of other teams their packs tell. */
  team: string;
  now: number;
}

/** Says nothing where there is no store. Throws what the store throws. */
export async function begin({ cwd }: HookInput, { folder, gate, team, now }: BeginPlace): Promise<HookAnswer> {
  if (!sweep(folder, now)) rmSync(gate, { recursive: true, force: true });
  if (!hasStore(cwd)) return undefined;
  const { findStore, openSession, openStore } = await import("@teamwright/runtime");
  const place = findStore(undefined, cwd);
  const workspace = place.root === undefined ? cwd : dirname(place.root);
  const store = await openStore(place.url);
  const ids: string[] = [];
  for await (const id of store.logs()) ids.push(id);
  const lines: string[] = [];
  let boards = false;
  for (const id of ids.toSorted().toReversed().slice(0, LOOK_AT)) {
    const { state } = await openSession(store, id);
    const { session } = state;
    if (session?.team.name !== team || (session.status !== "active" && session.status !== "paused")) continue;
    const { done, ...rest } = session.counts;
    const open = Object.values(rest).reduce((a, b) => a + b, 0);
    const kind = session.kind === "board" ? "board" : "team";
    boards ||= kind === "board";
    lines.push(`- ${id}@${workspace}: ${kind} ${session.team.name}, ${session.status}, ${done} done, ${open} open`);
    if (lines.length === TELL) break;
  }
  await store.close();
  if (lines.length === 0) return undefined;
  const additionalContext = [
    "Team sessions of this project that are not over (handles for the team's server):",
    ...lines,
    boards
      ? "To go on with a board, give its handle as project; do not make another for the same work. If nobody asks about it, ignore this."
      : "To go on with one, give its handle to beat; do not start another for the same work. If nobody asks about a team, ignore this.",
  ].join("\n");
  return { say: { hookSpecificOutput: { hookEventName: "SessionStart", additionalContext } } };
}

/** Cheaper than loading what opens one. In a worktree, where `.git` is a file, the store may be with the main tree. */
function hasStore(from: string): boolean {
  for (let dir = from; ; dir = dirname(dir)) {
    if (existsSync(join(dir, ".teamwright"))) return true;
    if (statSync(join(dir, ".git"), { throwIfNoEntry: false })?.isFile()) return true;
    if (dir === dirname(dir)) return false;
  }
}
