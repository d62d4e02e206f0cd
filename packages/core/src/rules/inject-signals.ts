import type { Draft } from "../draft.ts";
import { CLOSED } from "../vocabulary.ts";
import { makeTask } from "./make-task.ts";

/** Adds the specialist a signal calls for, once per session. P0 stands before everything that needed `id`; P1 runs beside it. */
export function injectSignals(draft: Draft, id: string, signals: readonly string[]): void {
  for (const rule of draft.session.team.inject) {
    if (!signals.includes(rule.signal) || draft.session.injected.includes(rule.signal)) continue;
    const role = draft.session.team.roles[rule.role];
    if (!role) continue;
    const behind = [...draft.state.index.dependentsOf(id)];
    const task = makeTask(draft, {
      prefix: rule.prefix ?? role.prefixes[0]!,
      role: role.name,
      title: rule.title ?? `${role.name}: ${rule.signal}`,
      brief: rule.brief ?? "",
      priority: rule.level === "P0" ? 0 : 1,
      needs: [id],
    });
    draft.emit("signal.injected", { signal: rule.signal, task, from: id });
    if (rule.level !== "P0") continue;
    const { node } = draft.task(id);
    if (node !== undefined && draft.state.nodes.has(node)) draft.emit("node.guarded", { node, task });
    for (const dependent of behind) {
      const open = draft.state.tasks.get(dependent);
      if (open && open.status === "pending" && !CLOSED.has(open.status))
        draft.emit("task.retargeted", { task: dependent, from: task, to: task });
    }
  }
}
