// The keys of a role's frontmatter, and what older teams called them.

export type KeyKind = "name" | "prefixes" | "loop" | "flag" | "text" | "list" | "messages" | "number" | "effort";

export const KNOWN_KEYS: ReadonlyMap<string, KeyKind> = new Map([
  ["role", "name"],
  ["prefix", "prefixes"],
  ["additional_prefixes", "prefixes"],
  ["summary", "text"],
  ["description", "text"],
  ["inner_loop", "loop"],
  ["discuss_rounds", "list"],
  ["message_types", "messages"],
  ["tools", "list"],
  ["delegates", "list"],
  ["artifacts", "list"],
  ["artifact", "text"],
  ["input_artifacts", "list"],
  ["model", "text"],
  ["effort", "effort"],
  ["lease_ms", "number"],
  ["creates_tasks", "flag"],
  ["resident", "flag"],
]);

/** Old key -> today's. Several old keys of one list add up. */
export const RENAMED_KEYS: ReadonlyMap<string, string> = new Map([
  ["role_name", "role"],
  ["task_prefix", "prefix"],
  ["task_prefixes", "prefix"],
  ["prefixes", "prefix"],
  ["additional_prefix", "additional_prefixes"],
  ["extra_prefixes", "additional_prefixes"],
  ["default_inner_loop", "inner_loop"],
  ["discuss_round", "discuss_rounds"],
  ["message_type", "message_types"],
  ["subagents", "delegates"],
  ["delegates_to", "delegates"],
  ["additional_members", "delegates"],
  ["cli_tools", "tools"],
  ["allowed_tools", "tools"],
  ["artifact_extension", "artifact"],
  ["artifact_types", "artifacts"],
  ["output_artifacts", "artifacts"],
  ["output_artifact_types", "artifacts"],
  ["input_artifact_types", "input_artifacts"],
]);

export const IGNORED_KEYS: ReadonlyMap<string, string> = new Map([
  ["output_tag", "every message already carries the name of its role"],
  ["color", "it only colours a label in one host"],
]);

/** Where editors find the schema of the frontmatter: a key, because what checks markdown reads no comment. */
export const SCHEMA_KEY = "$schema";

/** Keys of older teams with no counterpart: kept without a word, and without effect. */
export const KEPT_KEYS: ReadonlySet<string> = new Set([
  "responsibility_type",
  "keywords",
  "category",
  "capabilities",
  "weight",
]);

/** Names that would reach into an object's own machinery. */
export const UNSAFE_KEYS: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

/** innerLoop, inner-loop, "Inner loop" -> inner_loop. */
export const snakeCase = (key: string): string =>
  key
    .trim()
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/[\s-]+/g, "_")
    .toLowerCase();
