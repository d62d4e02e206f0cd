import { type Draft, reject } from "../draft.ts";
import type { TaskSeed } from "../events.ts";
import { taskId } from "../ids.ts";
import { roleOfPrefix } from "../team.ts";

type Wish = Partial<Omit<TaskSeed, "id" | "lane">> & { prefix: string; lane?: string };

/** Emits a new task under the next free number of its prefix. Throws ROLE_UNKNOWN for a prefix no role owns. Returns its id. */
export function makeTask(draft: Draft, wish: Wish): string {
  const { session } = draft;
  const role = wish.role ?? roleOfPrefix(session.team, wish.prefix)?.name;
  if (!role) throw reject("ROLE_UNKNOWN", { role: wish.prefix, roles: Object.keys(session.team.roles) });
  // Questions without a task share the numbers of those with one.
  const used = Math.max(session.numbers[wish.prefix] ?? 0, wish.prefix === "ASK" ? session.asks : 0);
  const id = taskId(wish.prefix, used + 1);
  draft.emit("task.created", {
    task: {
      kind: "work",
      title: id,
      brief: "",
      priority: 1,
      needs: [],
      ...wish,
      id,
      role,
      lane: wish.lane ?? wish.prefix,
    },
  });
  return id;
}
