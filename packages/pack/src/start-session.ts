// A team and a requirement become a session: named after the work, never over one that exists.
import type { Actor, Team } from "@teamwright/core";
import type { LogStore } from "@teamwright/core/store";
import { type Answer, openSession, type Session } from "@teamwright/runtime";

export interface StartOptions {
  team: Team;
  requirement: string;
  actor: Actor;
  input?: Record<string, unknown>;
  pipeline?: string;
  /** Default: a board when the team has words for tickets. */
  kind?: "run" | "board";
  /** The exact id; refused with SESSION_EXISTS when it is taken. Default: one made from `title` and the day. */
  session?: string;
  /** What the id is made from. Default: the requirement. */
  title?: string;
  /** Makes the start happen once however often it is given. */
  id?: string;
}

/** Makes the first record of a session. The answer may be a rejection; then the session is empty. */
export async function startSession(
  store: LogStore,
  { team, requirement, actor, session: exact, title, id, ...options }: StartOptions,
): Promise<{ session: Session; answer: Answer }> {
  const base = `${team.session_prefix}-${slug(title ?? requirement)}-${new Date().toISOString().slice(0, 10)}`;
  for (;;) {
    const name = exact ?? (await freeName(store, base));
    const session = await openSession(store, name);
    const answer = await session.run({
      name: "session.start",
      actor,
      ...(id === undefined ? {} : { id }),
      input: { session: name, team, requirement, ...(team.tickets ? { kind: "board" } : {}), ...options },
    });
    // Somebody took the free name in between: try the next.
    if (answer.ok || answer.error.code !== "SESSION_EXISTS" || exact !== undefined) return { session, answer };
    await session.close();
  }
}

const slug = (text: string): string =>
  text
    .normalize("NFKD")
    .replace(/[\p{M}'’]/gu, "")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 40)
    .replace(/-+$/, "") || "work";

async function freeName(store: LogStore, base: string): Promise<string> {
  const taken = new Set<string>();
  for await (const id of store.logs(base)) taken.add(id);
  for (let n = 1; ; n++) {
    const name = n === 1 ? base : `${base}-${n}`;
    if (!taken.has(name)) return name;
  }
}
