// Whose results the worker of a task reads.
import type { State } from "../state/state.ts";
import type { Task } from "../state/task.ts";
import { judgedBy } from "./judged-by.ts";

/** What a task needs, and what it or one of those revises or judges. A gate makes nothing itself: all before it comes with it. */
export function sourcesOf({ tasks }: State, { needs, revises = [], judges = [] }: Readonly<Task>): Set<string> {
  const own = new Set(needs);
  const sources = new Set(needs);
  for (const id of sources) {
    const before = tasks.get(id);
    const found = before?.kind === "gate" ? [...judgedBy(before), ...before.needs] : own.has(id) ? before?.revises : [];
    for (const one of found ?? []) sources.add(one);
  }
  return new Set([...sources, ...revises, ...judges]);
}
