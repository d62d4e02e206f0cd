// The frontmatter of a role as JSON Schema, for editors: what `parseRole` takes with no more than a note.
import { Prefix, RoleName } from "@teamwright/core";
import * as z from "zod";
import { IGNORED_KEYS, KEPT_KEYS, KNOWN_KEYS, type KeyKind, RENAMED_KEYS, SCHEMA_KEY } from "./known-keys.ts";
import { RoleSpec } from "./role-spec.ts";

/** What an editor shows beside a key. */
const ABOUT: Readonly<Record<string, string>> = {
  role: "The role's name, as team.yaml names it. Missing: the name of its file.",
  prefix: "What the ids of its tasks begin with, like BUILD. No two roles share one.",
  additional_prefixes: "More of them, like BUILD-fix for revisions.",
  summary: "One line for lists and prompts.",
  description: "The same as summary.",
  inner_loop: "The worker goes on with the next ready task of its role; dynamic: only while a task says so.",
  discuss_rounds: "Critiques that its tasks may ask for.",
  message_types: "Kinds of message it posts: a list, or outcome: kind.",
  tools: "Actions in plain words, like read files or run commands; each host has its own tools for them.",
  delegates: "Helpers that it may ask for a piece of its task.",
  artifacts: "Kinds of document that it makes.",
  artifact: "Extension of the file that a task leaves, like json. Missing: md.",
  input_artifacts: "Kinds of document that it reads.",
  model: "Which model, in the words of the host.",
  effort: "How hard it thinks.",
  lease_ms: "How long a claim holds without a sign of life, in milliseconds.",
  creates_tasks: "It may create tasks.",
  resident: "One worker does all tasks of the role and keeps what it knows.",
};

const fields = RoleSpec.shape;
const PREFIX = String((z.toJSONSchema(Prefix) as { pattern: string }).pattern).slice(1, -1);
/** Unquoted, 4.5 is a number to YAML and a text to us. */
const word = z.union([z.string().min(1), z.number(), z.boolean()]);
/** `a, b` is read as two, `"[a, b]"` with a warning. */
const commas = z.string().regex(/^(?!\s*\[[^]*\]\s*$)/);

const TEXTS: Readonly<Record<string, z.ZodType>> = {
  artifact: z.union([fields.artifact.unwrap(), z.int().min(0).max(99_999_999), z.boolean()]),
  model: z.union([fields.model.unwrap(), z.number(), z.boolean()]),
};

const SHAPES: Readonly<Record<KeyKind, (key: string) => z.ZodType>> = {
  name: () => RoleName,
  prefixes: () =>
    z.union([z.string().regex(new RegExp(`^(?:(?:${PREFIX})(?: *, *(?:${PREFIX}))*)?$`)), z.array(Prefix).max(20)]),
  loop: () => fields.inner_loop,
  flag: () => z.boolean(),
  text: (key) => TEXTS[key] ?? z.union([z.string().min(1).max(2_000), z.number(), z.boolean()]),
  list: () => z.union([z.array(word).max(200), commas, z.number(), z.boolean()]),
  messages: () => z.union([z.array(word).max(200), commas, z.number(), z.boolean(), z.record(z.string().min(1), word)]),
  number: () => z.union([fields.lease_ms.unwrap(), z.string().regex(/^\d{4,8}$/)]),
  effort: () => fields.effort.unwrap(),
};

/** What the keys between the fences may be, each by itself. */
function frontMatter(): z.ZodType {
  const known = [...KNOWN_KEYS].map(([key, kind]) => [key, SHAPES[kind](key).describe(ABOUT[key]!)] as const);
  const renamed = [...RENAMED_KEYS, ["name", "role"] as const].map(([old, key]) => {
    const about = { deprecated: true, description: `An old name of ${key}.` };
    return [old, SHAPES[KNOWN_KEYS.get(key)!](key).meta(about)] as const;
  });
  const ignored = [...IGNORED_KEYS].map(([key, why]) => {
    return [key, z.unknown().meta({ deprecated: true, description: `No effect: ${why}.` })] as const;
  });
  const kept = [...KEPT_KEYS].map((key) => [key, z.unknown()] as const);
  const schema = z.string().describe("Where this schema lies, for editors.");
  const shape = Object.fromEntries([[SCHEMA_KEY, schema], ...known, ...renamed, ...ignored, ...kept]);
  return z.strictObject(shape).partial();
}

/** The frontmatter as JSON Schema (draft 7, which every editor reads), with what keys ask of each other: a prefix for all but the coordinator, one name. */
export function roleFrontMatterSchema(): object {
  const prefixes = [...KNOWN_KEYS, ...RENAMED_KEYS].flatMap(([key, is]) => (is.includes("prefix") ? [key] : []));
  const { $schema, ...schema } = z.toJSONSchema(frontMatter(), {
    target: "draft-07",
    io: "input",
    unrepresentable: "any",
  });
  return {
    $schema,
    title: "Frontmatter of a role",
    ...schema,
    if: { properties: { role: { const: "coordinator" } }, required: ["role"] },
    else: { anyOf: prefixes.map((key) => ({ required: [key], properties: { [key]: { not: { enum: [[], ""] } } } })) },
    not: { required: ["role", "name"] },
  };
}
