import { type Draft, reject } from "../draft.ts";
import { LIMITS } from "../limits.ts";
import type { Exploration } from "../state/task.ts";

/** What names an exploration: its words, whatever their case and what stands between them. */
export const explorationKey = (angle: string): string =>
  angle
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "");

/** Keeps an exploration that is not there yet, or with `renew` in place of the old one. Returns whether it did. Throws LIMIT_EXCEEDED. */
export function saveExploration(
  draft: Draft,
  found: Omit<Exploration, "id" | "at">,
  { renew = false }: { renew?: boolean } = {},
): boolean {
  const id = explorationKey(found.angle);
  const { explorations } = draft.state;
  if (explorations.has(id) && !renew) return false;
  if (explorations.size >= LIMITS.list && !explorations.has(id))
    throw reject("LIMIT_EXCEEDED", { limit: "explorations", max: LIMITS.list, got: explorations.size + 1 });
  draft.emit("exploration.saved", { id, ...found });
  return true;
}
