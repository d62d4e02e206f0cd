// Plans the change. Its first draft follows the issue's own words and so forgets the reader of the format; the audit says so.
import { bundle, complete, upstream } from "./call.mjs";

const CHANGES = {
  "src/join-fields.js": {
    why: "escape the separator and the escape character",
    content: `/** Puts fields into one line. A separator or backslash inside a field is escaped by a backslash. */
export function joinFields(fields, separator = ",") {
  return fields.map((field) => field.replaceAll("\\\\", "\\\\\\\\").replaceAll(separator, "\\\\" + separator)).join(separator);
}
`,
  },
  "src/split-fields.js": {
    why: "read what is escaped as part of its field",
    content: `/** Takes the fields out of a line that \`joinFields\` made. */
export function splitFields(line, separator = ",") {
  const fields = [""];
  for (let i = 0; i < line.length; i++) {
    if (line[i] === "\\\\") fields[fields.length - 1] += line[++i] ?? "";
    else if (line.startsWith(separator, i)) {
      fields.push("");
      i += separator.length - 1;
    } else fields[fields.length - 1] += line[i];
  }
  return fields;
}
`,
  },
};
const TEST = {
  file: "test/escape.test.js",
  content: `import assert from "node:assert/strict";
import { test } from "node:test";
import { joinFields, splitFields } from "../src/index.js";

for (const fields of [["a,b"], ["\\\\"], ["a\\\\,b", ","], [",", "\\\\\\\\"]]) {
  test(\`\${JSON.stringify(fields)} comes back\`, () => assert.deepEqual(splitFields(joinFields(fields)), fields));
}
`,
};

const findings = upstream("AUDIT")?.findings;
const draft = upstream("SOLVE");
const named = bundle.task.id.startsWith("SOLVE-fix");
const files = named
  ? [...new Set([...draft.files, ...findings.flatMap((f) => (f.file ? [f.file] : []))])].sort()
  : ["src/join-fields.js"];
const steps = files.map((file) => ({ file, ...CHANGES[file] }));
const plan = {
  files,
  steps,
  tests: named ? [TEST] : [],
  ...(named ? { way_back: "revert the commit; no stored data changes" } : {}),
};

complete({
  document: `# Plan${named ? ", revised" : ""}\n\n${steps.map((s) => `- ${s.file}: ${s.why}`).join("\n")}\n\nTests: ${plan.tests.map((t) => t.file).join(", ") || "those that exist"}\nWay back: ${plan.way_back ?? "not considered"}\n${named ? `\nAnswered:\n${findings.map((f) => `- ${f.text}`).join("\n")}\n` : ""}`,
  summary: named
    ? `Revised: ${files.length} files, a new test, a way back`
    : "Escape the separator where fields are joined",
  data: plan,
  decisions: ["Escape with a backslash; quoting would change lines that are written today."],
});
