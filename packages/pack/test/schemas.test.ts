// The published schemas and our own checker say the same: of every file of every pack here, and of wrong ones.
import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseRole } from "@teamwright/role-spec";
import { Ajv } from "ajv";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { packSchemas } from "../src/index.ts";
import { load, role, skill } from "./write-packs.ts";

const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");
const ajv = new Ajv({ strict: false, allErrors: true });
const test = Object.fromEntries(Object.entries(packSchemas()).map(([file, schema]) => [file, ajv.compile(schema)]));
/** What a schema says of data; empty when it takes it. */
const said = (file: string, data: unknown): string[] =>
  test[file]!(data) ? [] : (test[file]!.errors ?? []).map((e) => `${e.instancePath} ${e.message}`);
const front = (text: string): unknown => parse(/^---\n([^]*?)\n---/.exec(text)![1]!);

const files = (pattern: string) =>
  globSync(`{skills,examples}/**/${pattern}`, { cwd: root, exclude: ["**/node_modules/**"] });

it.each([
  ["team.json", "team.yaml", 10],
  ["play.json", "plays/*.yaml", 80],
  ["analysis.json", "analyses/*.yaml", 4],
  ["role.json", "roles/*.md", 30],
])("%s takes every %s of this repository", (schema, pattern, least) => {
  const all = files(pattern);
  expect(all.length).toBeGreaterThanOrEqual(least);
  for (const path of all) {
    const text = readFileSync(join(root, path), "utf8");
    const data = pattern.endsWith(".md") ? front(text) : parse(text);
    expect(said(schema, data), path).toEqual([]);
  }
});

it("the schemas that are published are these", () => {
  for (const [file, schema] of Object.entries(packSchemas())) {
    const home = file === "role.json" ? "role-spec" : "pack";
    const saved: unknown = JSON.parse(readFileSync(join(root, "packages", home, "schemas", file), "utf8"));
    expect(saved).toEqual(JSON.parse(JSON.stringify(schema)));
  }
});

describe("team.json and pack check agree on", () => {
  const TEAM = "name: mine\nsession_prefix: MINE\npipelines:\n  full:\n    nodes:\n      make: { role: maker }\n";
  const BASE = {
    "base/team.yaml": TEAM.replace("mine", "base"),
    "base/roles/maker.md": role("maker", "MAKE"),
    "base/SKILL.md": skill,
    "mine/SKILL.md": skill,
  };
  const mine = { ...BASE, "mine/roles/maker.md": role("maker", "MAKE") };
  const above = "extends: base\nname: mine\n";
  const CASES: [string, boolean, Record<string, string>, string][] = [
    ["a small team", true, mine, TEAM],
    ["a name that is none", false, mine, TEAM.replace("mine", "My Team")],
    ["no name", false, mine, TEAM.replace("name: mine\n", "")],
    ["no pipelines", false, mine, "name: mine\nsession_prefix: MINE\n"],
    ["a field nobody knows", false, mine, `${TEAM}pipeliness: {}\n`],
    ["a field of a node that nobody knows", false, mine, TEAM.replace("role: maker", "role: maker, wants: 1")],
    ["a text where a list is meant", false, mine, TEAM.replace("role: maker", "role: maker, output: size")],
    ["a number where a text is meant", false, mine, `${TEAM}version: 1.1\n`],
    ["a word for no", false, mine, TEAM.replace("role: maker", "role: maker, approval: no")],
    ["capitals", false, mine, `${TEAM}on_failure: Ask\n`],
    [
      "a node that uses a fragment",
      true,
      mine,
      TEAM.replace("role: maker", "use: reviewFix, with: { make: maker, review: maker }"),
    ],
    [
      "a fragment of its own",
      true,
      mine,
      `${TEAM}fragments: { one: { params: { who: { type: seat } }, nodes: { a: { <<: $who } } } }\n`,
    ],
    ["a fragment without nodes", false, mine, `${TEAM}fragments: { one: { params: {} } }\n`],
    ["a single field of a role", true, mine, `${TEAM}roles: { maker: { model: large } }\n`],
    ["null without anything below", false, mine, TEAM.replace("full:", "gone: null\n  full:")],
    ["a pack that only extends", true, BASE, `${above}session_prefix: MINE\n`],
    [
      "a pipeline and a field taken away",
      true,
      BASE,
      `${above}pipelines:\n  full: { nodes: { make: { role: maker, title: x } } }\n`,
    ],
    [
      "a field of a node alone",
      true,
      BASE,
      `${above}pipelines: { full: { nodes: { make: { gate: null, title: x } } } }\n`.replace("gate: null, ", ""),
    ],
    ["a play that is not left out", false, BASE, `${above}plays: { one: 5 }\n`],
    [
      "a wrong value over another pack",
      false,
      BASE,
      `${above}pipelines: { full: { nodes: { make: { title: 5 } } } }\n`,
    ],
    [
      "an unknown field over another pack",
      false,
      BASE,
      `${above}pipelines: { full: { nodes: { make: { titel: x } } } }\n`,
    ],
    ["half a condition", false, BASE, `${above}pipelines: { full: { nodes: { make: { when: { eq: 5 } } } } }\n`],
    ["no name over another pack", false, BASE, "extends: base\n"],
    [
      "parts of another pack",
      true,
      mine,
      `${TEAM}uses: [{ pack: base, roles: { maker: other } }]\n`.replace(
        "role: maker }",
        "role: maker }\n      more: { role: other, prefix: MAKE }",
      ),
    ],
    ["parts without a pack", false, mine, `${TEAM}uses: [{ roles: [maker] }]\n`],
  ];
  it.each(CASES)("%s", async (_what, good, pack, text) => {
    const { complaints } = await load({ ...pack, "mine/team.yaml": text });
    // What a schema can see: wrong and missing fields, and a pack without a name.
    const wrong = complaints.filter(({ code }) => /^(PACK_|EXTENDS_NAMELESS|REMOVES_NOTHING)/.test(code));
    expect([wrong.length === 0, said("team.json", parse(text)).length === 0]).toEqual([good, good]);
  });
});

/** Notes about words that a schema takes: old names, texts with commas, what stands twice. */
const TAKEN = /^(ROLE_KEY_RENAMED|ROLE_KEY_IGNORED|ROLE_LIST_TEXT|ROLE_LIST_REPEATED|ROLE_PREFIX_REPEATED|ROLE_NAME_D)/;
/** Two keys that differ in what they say, words that YAML readers take for others, and the text below: a schema sees none of it. */
const UNSEEN = /^(ROLE_KEY_CONFLICT|ROLE_VALUE_AMBIGUOUS|ROLE_BODY|ROLE_PHASE|ROLE_YAML_HASH)/;

it("role.json and the reader of roles agree on any frontmatter", () => {
  const values =
    "a|A|BUILD|BUILD-fix|BUILD-*|BUILD-001|build|[BUILD, FIX]|[BUILD, fix]|[BUILD, BUILD]|BUILD, FIX|true|yes|'true'|dynamic|Dynamic|high|High|60000|'60000'|5|1.5|99999999999|[]|[a, b]|a, b|'[a, b]'|[1, true]|[[a]]|{a: b}|{a: {b: c}}|{a: 1}|~|''|md|MD|x y|planner|Planner|../x|2026-01-01".split(
      "|",
    );
  const keys =
    "role|prefix|additional_prefixes|summary|description|inner_loop|discuss_rounds|message_types|tools|delegates|artifacts|artifact|input_artifacts|model|effort|lease_ms|creates_tasks|resident|task_prefix|cli_tools|name|color|keywords|wrong|rolle".split(
      "|",
    );
  const block = fc.uniqueArray(fc.tuple(fc.constantFrom(...keys), fc.constantFrom(...values)), {
    selector: ([key]) => key,
    maxLength: 4,
  });
  fc.assert(
    fc.property(block, (pairs) => {
      const yaml = [
        ["role", "planner"],
        ["prefix", "PLAN"],
      ].filter(([key]) =>
        pairs.every(
          ([other]) =>
            other !== key && !(key === "role" && other === "name") && !(key === "prefix" && other === "task_prefix"),
        ),
      );
      const lines = [...yaml, ...pairs].map(([key, value]) => `${key}: ${value}`).join("\n");
      const text = `---\n${lines}\n---\n# P\n\n## Phase 2\n\na\n\n## Phase 3\n\nb\n\n## Phase 4\n\nc\n`;
      const { complaints } = parseRole(text, { path: "roles/planner.md" });
      if (complaints.some(({ code }) => UNSEEN.test(code))) return;
      const clean = complaints.every(({ code }) => TAKEN.test(code));
      const schema = said("role.json", front(text));
      expect(
        schema.length === 0,
        `${lines}\n${complaints.map((c) => `${c.code} ${c.message}`).join("\n")}\n${schema.join("\n")}`,
      ).toBe(clean);
    }),
    { numRuns: 4_000 },
  );
});
