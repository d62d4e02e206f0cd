// Reads the totals out of vitest's JSON report.

export interface Totals {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

interface Report {
  readonly testResults?: readonly {
    readonly status?: string;
    readonly assertionResults?: readonly { readonly status: string; readonly ancestorTitles?: readonly string[] }[];
  }[];
}

/** Suites that say they could not run, by "(NOT RUN: why)" in their names: a skipped test is otherwise easily taken for a passed one. */
export function notRun(json: string): string[] {
  const said = new Set<string>();
  for (const file of json === "" ? [] : ((JSON.parse(json) as Report).testResults ?? []))
    for (const { ancestorTitles = [] } of file.assertionResults ?? [])
      for (const title of ancestorTitles) {
        const [, suite, why] = /^(.*) \(NOT RUN: (.*)\)$/.exec(title) ?? [];
        if (suite) said.add(`not run: ${suite}: ${why}`);
      }
  return [...said];
}

/** Totals of a report; a file that failed before its first test counts as one failure, no report at all as no test. */
export function countTests(json: string): Totals {
  const totals = { passed: 0, failed: 0, skipped: 0 };
  if (json === "") return totals;
  for (const file of (JSON.parse(json) as Report).testResults ?? []) {
    const tests = file.assertionResults ?? [];
    for (const { status } of tests) {
      if (status === "passed") totals.passed += 1;
      else if (status === "failed") totals.failed += 1;
      else totals.skipped += 1;
    }
    if (file.status === "failed" && !tests.some((test) => test.status === "failed")) totals.failed += 1;
  }
  return totals;
}
