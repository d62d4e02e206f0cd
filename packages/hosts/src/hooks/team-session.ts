// The team's session behind a handle, read from its log. Loaded only when a hook is about to act: reading the log costs more than all else.
import type { Session } from "@teamwright/runtime";

/** Opens the session, lets `work` use it, closes it. Throws what the store throws. */
export async function withSession<T>(handle: string, work: (session: Session) => Promise<T>): Promise<T> {
  const { findStore, openSession, openStore } = await import("@teamwright/runtime");
  const at = handle.indexOf("@");
  const [name, workspace] = at < 0 ? [handle, undefined] : [handle.slice(0, at), handle.slice(at + 1)];
  const store = await openStore(findStore(undefined, workspace).url);
  try {
    const session = await openSession(store, name, { mustExist: true });
    try {
      return await work(session);
    } finally {
      await session.close();
    }
  } finally {
    await store.close();
  }
}

/**
 * The kind of a session that is at work; undefined for one that is not. A team is while it has roles and is neither paused nor over: before,
 * its coordinator looks around and plans. A board is while somebody holds one of its tickets.
 */
export const atWork = (handle: string, now: number): Promise<"run" | "board" | undefined> =>
  withSession(handle, async ({ state }) => {
    const { session } = state;
    if (session?.status !== "active") return undefined;
    if (session.kind !== "board") return session.pipeline === undefined ? undefined : "run";
    return [...state.tasks.values()].some(({ claim }) => claim && claim.lease_until > now) ? "board" : undefined;
  });

/** Whether `owner` holds the task by the log. */
export const holds = (handle: string, { task, owner }: { task: string; owner: string }): Promise<boolean> =>
  withSession(handle, async ({ state }) => {
    const found = state.tasks.get(task);
    return found?.status === "claimed" && found.claim?.owner === owner;
  });
