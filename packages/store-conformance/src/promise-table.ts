import { REQUIREMENTS, type RequirementId } from "./requirements.ts";
import type { ConformanceReport, Verdict } from "./run-conformance.ts";

/** A report by the name of its store; text where it could not be run, with the reason. */
export type Reports = Readonly<Record<string, Partial<ConformanceReport> | string>>;

const WORD: Record<Verdict["status"], string> = { met: "met", failed: "**not met**", "not offered": "-" };

/** Promise by store, as markdown. */
export function promiseTable(reports: Reports): string {
  const names = Object.keys(reports);
  const rows = (Object.keys(REQUIREMENTS) as RequirementId[]).map((id) => {
    const cells = names.map((name) => {
      const report = reports[name]!;
      const verdict = typeof report === "string" ? undefined : report[id];
      return verdict ? WORD[verdict.status] : "not run";
    });
    return `| \`${id}\` | ${cells.join(" | ")} |`;
  });
  return [`| promise | ${names.join(" | ")} |`, `| --- |${names.map(() => " --- |").join("")}`, ...rows].join("\n");
}

/** What failed, in a paragraph each: the case, and what it found. */
export function complaints(reports: Reports): string[] {
  return Object.entries(reports).flatMap(([name, report]) =>
    typeof report === "string"
      ? [`${name}: not run: ${report}`]
      : Object.entries(report).flatMap(([id, verdict]) =>
          verdict?.status === "failed"
            ? [`${name}: ${id}: ${REQUIREMENTS[id as RequirementId]}\n  ${verdict.case}: ${verdict.reason}`]
            : [],
        ),
  );
}

/** How many promises are met, not met, and not run, over all stores. What a store does not offer is none of these. */
export function tally(reports: Reports): { met: number; failed: number; notRun: number } {
  const all = Object.keys(REQUIREMENTS).length;
  const out = { met: 0, failed: 0, notRun: 0 };
  for (const report of Object.values(reports)) {
    if (typeof report === "string") {
      out.notRun += all;
      continue;
    }
    const verdicts = Object.values(report);
    out.met += verdicts.filter((v) => v?.status === "met").length;
    out.failed += verdicts.filter((v) => v?.status === "failed").length;
    out.notRun += all - verdicts.length;
  }
  return out;
}
