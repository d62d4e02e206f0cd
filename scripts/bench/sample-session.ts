// A session with as many tasks as a benchmark wants, made through the product itself.
import type { LogStore } from "@teamwright/core/store";
import { openSession, type Session } from "@teamwright/runtime";
import { COORDINATOR, sampleTeam } from "@teamwright/testing";

type Given = { name: string; input: Record<string, unknown> };

const AT_ONCE = 500;
const DAY = 86_400_000;

/** `closed` tasks with a whole life of six events each, then `open` ones that are ready. Their role is `implementer`. */
export async function sampleSession(
  store: LogStore,
  log: string,
  { open, closed = 0 }: { open: number; closed?: number },
): Promise<Session> {
  const session = await openSession(store, log);
  const give = (calls: Given[]) => giveAll(session, calls);
  const max_tasks = 1_000_000;
  await give([{ name: "session.start", input: { session: log, team: sampleTeam(), requirement: "bench", max_tasks } }]);
  const create = (n: number) =>
    give(
      Array.from({ length: n }, (_, i) => ({ name: "task.create", input: { prefix: "BUILD", title: `Task ${i}` } })),
    );
  for (let made = 0; made < closed; made += AT_ONCE) {
    await create(Math.min(AT_ONCE, closed - made));
    const claim = (_: unknown, i: number) => ({
      name: "task.next",
      input: { role: "implementer", owner: `w${made + i}`, lease_ms: DAY },
    });
    const claims = await give(Array.from({ length: Math.min(AT_ONCE, closed - made) }, claim));
    await give(
      claims.flatMap(({ task, token }) => [
        { name: "task.progress", input: { task, token, text: "half way" } },
        { name: "task.checkpoint", input: { task, token, commit: "4f2a91c" } },
        { name: "task.progress", input: { task, token, text: "nearly" } },
        { name: "task.complete", input: { task, token, summary: "done" } },
      ]),
    );
  }
  for (let made = 0; made < open; made += 5_000) await create(Math.min(5_000, open - made));
  return session;
}

/** Gives commands as the coordinator, all in one record. A refusal is a fault of the benchmark: throws it. */
export async function giveAll(session: Session, calls: readonly Given[]): Promise<Record<string, unknown>[]> {
  const answers = await session.runAll(calls.map((c) => ({ ...c, actor: COORDINATOR })));
  return answers.map((a) => {
    if (a.ok) return a.result as Record<string, unknown>;
    throw new Error(`${a.error.code}: ${a.error.message}`);
  });
}
