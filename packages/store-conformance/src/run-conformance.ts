import { ALL_CASES } from "./all-cases.ts";
import type { Subject } from "./case.ts";
import { REQUIREMENTS, type RequirementId } from "./requirements.ts";
import { runCase } from "./run-case.ts";

export type Verdict =
  | { readonly status: "met"; readonly ms: number }
  | { readonly status: "failed"; readonly ms: number; readonly case: string; readonly reason: string }
  | { readonly status: "not offered"; readonly missing: string };

export type ConformanceReport = Readonly<Record<RequirementId, Verdict>>;

/**
 * Runs every case, or those of the requirements in `only`, and reports per requirement. Stops a requirement at its first
 * failing case. Never throws for what the store does.
 */
export async function runConformance(
  subject: Subject,
  options: { only?: readonly RequirementId[] } = {},
): Promise<ConformanceReport> {
  const ids = options.only ?? (Object.keys(REQUIREMENTS) as RequirementId[]);
  const report: Partial<Record<RequirementId, Verdict>> = {};
  for (const id of ids) report[id] = await judge(subject, id);
  return report as ConformanceReport;
}

async function judge(subject: Subject, id: RequirementId): Promise<Verdict> {
  const start = performance.now();
  const took = () => Math.round(performance.now() - start);
  for (const one of ALL_CASES.filter(({ requirement }) => requirement === id)) {
    try {
      const missing = await runCase(subject, one);
      if (missing) return { status: "not offered", missing };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return { status: "failed", ms: took(), case: one.title, reason };
    }
  }
  return { status: "met", ms: took() };
}
