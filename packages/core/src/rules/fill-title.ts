import { lookUp } from "../condition.ts";
import { LIMITS } from "../limits.ts";

/** Puts `{item.id}` and the like into a declared text. What is missing stays as it is written; values are cut, never read as text to fill. */
export function fillTitle(text: string, item: unknown): string {
  return text.replace(/\{(item(?:\.[A-Za-z0-9_.]+)?)\}/g, (whole, path: string) => {
    const value = path === "item" ? item : lookUp(item, path.slice(5));
    return typeof value === "string" || typeof value === "number"
      ? String(value)
          .replace(/\s+/g, " ")
          .slice(0, LIMITS.title / 2)
      : whole;
  });
}
