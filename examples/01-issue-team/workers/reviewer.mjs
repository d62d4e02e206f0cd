// Audits the plan against the tree and the exploration, by the rubric: feasibility 40, risk 30, completeness 30.
import { existsSync } from "node:fs";
import { bundle, complete } from "./call.mjs";

const plan = bundle.upstream.findLast(
  (u) =>
    u.role === "planner" &&
    u.result?.data?.files &&
    u.id.startsWith(bundle.upstream.some((x) => x.id.startsWith("SOLVE-fix")) ? "SOLVE-fix" : "SOLVE"),
).result.data;
const { readFileSync, readdirSync } = await import("node:fs");
const findings = [];

const missing = plan.files.filter((f) => !existsSync(f));
for (const file of missing) findings.push({ part: "feasibility", file, text: `${file} does not exist` });
const feasibility = missing.length === 0 ? 40 : 0;

if (!plan.way_back) findings.push({ part: "risk", text: "No way back is named" });
const risk = plan.way_back ? 30 : 10;

// Whoever takes the same parameter shares the format: change one, change all.
const sharing = readdirSync("src")
  .map((n) => `src/${n}`)
  .filter((path) => /function \w+\(\w+, separator/.test(readFileSync(path, "utf8")));
const forgotten = sharing.filter((path) => !plan.files.includes(path));
for (const file of forgotten)
  findings.push({
    part: "completeness",
    file,
    text: `${file} uses the same separator and is not in the plan: what is written escaped would be read wrongly`,
  });
if (plan.tests.length === 0) findings.push({ part: "completeness", text: "No test is planned for escaped text" });
const completeness = forgotten.length > 0 ? 0 : plan.tests.length > 0 ? 30 : 15;

const score = feasibility + risk + completeness;
const verdict = score >= 80 ? "approved" : score >= 60 ? "concerns" : "rejected";
complete({
  document: `# Audit: ${verdict}, ${score}\n\nfeasibility ${feasibility}/40, risk ${risk}/30, completeness ${completeness}/30\n\n${findings.map((f) => `- ${f.part}: ${f.text}`).join("\n") || "No findings."}\n`,
  summary:
    findings.length === 0
      ? "All affected files are covered, tests and way back are named"
      : findings.map((f) => f.text).join("; "),
  data: { findings, parts: { feasibility, risk, completeness } },
  verdict,
  score,
});
