export { REQUIREMENTS, type RequirementId } from "./requirements.ts";
export { type Capability, type Subject } from "./case.ts";
export { describeStore, type Runner } from "./describe-store.ts";
export { runConformance, type ConformanceReport, type Verdict } from "./run-conformance.ts";
export { loadSubject } from "./load-subject.ts";
export { complaints, promiseTable, type Reports, tally } from "./promise-table.ts";
export { throughput, type Throughput } from "./throughput.ts";
export { testPoint } from "./test-point.ts";
