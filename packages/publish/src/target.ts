// For whom a pack is built. Each target is a set of files; one folder can hold them all, because no two want one file differently.
export const TARGETS = [
  "claude",
  "codex",
  "gemini",
  "copilot",
  "cursor",
  "agent-skills",
  "agent-plugins",
  "mcpb",
  "npm",
] as const;
export type Target = (typeof TARGETS)[number];

/** Targets that need the server and its launcher beside the text. */
export const WITH_SERVER: ReadonlySet<Target> = new Set(TARGETS.filter((target) => target !== "agent-skills"));

/** The targets that a list names, each once and in the order of `TARGETS`; `all` stands for every one. Null for a word that is none. */
export function parseTargets(list: string): Target[] | null {
  const words = list.split(",").map((word) => word.trim());
  if (words.some((word) => word !== "all" && !(TARGETS as readonly string[]).includes(word))) return null;
  return TARGETS.filter((target) => words.includes("all") || words.includes(target));
}
