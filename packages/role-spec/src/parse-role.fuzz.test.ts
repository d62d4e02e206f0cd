import * as fc from "fast-check";
import { expect, test } from "vitest";
import { COMPLAINTS } from "./complaint-codes.ts";
import { mendOnce } from "./mend-once.ts";
import { parseRole } from "./parse-role.ts";
import { RoleSpec } from "./role-spec.ts";
import { toTeamRole } from "./to-team-role.ts";

const GOOD = `---
role: builder
prefix: BUILD
additional_prefixes: [BUILD-fix, FIX]
summary: "Builds: well # always"
inner_loop: dynamic
message_types:
  success: built
  error: error
tools: [read files, run commands]
owner: &me {name: x, list: [1, 2, ~]}
again: *me
---

# Builder

Builds things.

## Phase 2: Load

\`\`\`
## Phase 3: not this one
\`\`\`

## Phase 3: Build

### Phase 3.1

text

## Phase 4: Check

end
`;

/** Never throws; a role is there exactly when no error is; every complaint points into the file and is whole; mending ends, and leaves a role as it was. */
function holds(text: string, path = "roles/builder.md"): void {
  const { role, complaints } = parseRole(text, { path });
  const lines = (text.includes("\n") ? text : text.replaceAll("\r", "\n")).replace(/^\uFEFF/, "").split("\n");
  const errors = complaints.filter((c) => c.severity === "error");
  expect(role === null).toBe(errors.length > 0);
  if (role) expect(RoleSpec.safeParse(role).success).toBe(true);
  if (role && role.prefixes.length > 0) expect(toTeamRole(role).name).toBe(role.name);
  for (const c of complaints) {
    expect(c.line).toBeGreaterThanOrEqual(1);
    expect(c.line).toBeLessThanOrEqual(lines.length);
    expect(c.column).toBeGreaterThanOrEqual(1);
    expect(c.column).toBeLessThanOrEqual(lines[c.line - 1]!.length + 1);
    expect(COMPLAINTS[c.code].severity).toBe(c.severity);
    expect(c.fix).not.toBe("");
    expect(`${c.message} ${c.fix}`).not.toMatch(
      /\{(?:key|found|line|name|prefix|reason|block|fence|to|phase|size|max)\}/,
    );
  }
  expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  let mended = { text, mended: complaints };
  for (let pass = 0; mended.mended.length > 0; pass++) {
    expect(pass, mended.text).toBeLessThan(20);
    mended = mendOnce(mended.text, parseRole(mended.text, { path }).complaints);
  }
  if (role) expect(parseRole(mended.text, { path }).role).toEqual(role);
}

const piece = fc.constantFrom(
  ..."---\n|----\n|--- \n|---js\n|--- yaml\n|\n|\r\n|\r|\t|\uFEFF|: |:|- | #|#|[|]|{|}|\"|'|&a|*a|!!js/function|? |%|@|`|,|...\n|~|0|007|true|yes|dynamic|null|PLAN|PLAN-001|plan|role: |prefix: |task_prefix: |inner_loop: |innerLoop: |message_types: |additional_prefixes: |tools: |summary: |name: |effort: |lease_ms: |artifact: |creates_tasks: |owner: |__proto__: |constructor: |<<: |  |x|\0|## Phase 2\n|## Phase 3: a\n|# Phase 4\n|### Phase 2-4\n|## Phase 1\n|## Phase 9\n|```\n|~~~\n|<!--|-->|===\n|\u2028|\uD800|\u{1F600}".split(
    "|",
  ),
);
const soup = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(""));

test("any text", () =>
  fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 400 }), fc.string(), holds), { numRuns: 500 }));
test("any soup of what frontmatter is made of", () =>
  fc.assert(
    fc.property(soup, (text) => holds(text)),
    { numRuns: 3_000 },
  ));
test("any soup between good fences", () =>
  fc.assert(
    fc.property(soup, soup, (block, body) => holds(`---\n${block}\n---\n${body}`)),
    { numRuns: 3_000 },
  ));
test("any place of a file as the only thing known", () =>
  fc.assert(
    fc.property(fc.string(), (path) => holds("---\nprefix: A\n---\n", path)),
    { numRuns: 500 },
  ));

test("every truncation of a good file", () => {
  for (const text of [GOOD, GOOD.replaceAll("\n", "\r\n"), `\uFEFF${GOOD}`]) {
    for (let length = 0; length <= text.length; length++) holds(text.slice(0, length));
  }
});

test("a good file with anything put in, cut out or doubled", () => {
  const edit = fc.record({ at: fc.nat(GOOD.length), cut: fc.nat(12), put: soup });
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 3 }), (edits) => {
      let text = GOOD;
      for (const { at, cut, put } of edits) text = text.slice(0, at) + put + text.slice(at + cut);
      holds(text);
    }),
    { numRuns: 3_000 },
  );
});

test("the good file is good", () => expect(parseRole(GOOD, { path: "builder.md" }).role?.name).toBe("builder"));
