// For whom a pack is built. Each target is a set of files; no two want one file differently, and one folder holds them all but Codex.
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

/** Clients that read the manifest of Agent Plugins in the plugin's folder. */
export const ROOT_MANIFEST: readonly Target[] = ["copilot", "cursor", "agent-plugins"];
/** Where the edition for Codex lies, below the folder of built packs. */
export const CODEX_FOLDER = "codex";

/**
 * The folders that targets need: where a plugin.json lies in the folder, Codex loads the plugin by that one and runs none of its
 * hooks (openai/codex#39895; seen in 0.169.0). So it gets a folder of its own beside those who need that manifest.
 */
export function editionsOf(targets: readonly Target[]): { folder: string; targets: readonly Target[] }[] {
  if (!targets.includes("codex") || !targets.some((target) => ROOT_MANIFEST.includes(target)))
    return [{ folder: ".", targets }];
  return [
    { folder: ".", targets: targets.filter((target) => target !== "codex") },
    { folder: CODEX_FOLDER, targets: ["codex"] },
  ];
}
