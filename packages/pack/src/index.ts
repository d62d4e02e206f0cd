export type { PackComplaint } from "./complaint.ts";
export { drawPipeline } from "./draw-pipeline.ts";
export { findPack, listPacks } from "./find-pack.ts";
export { lintTeam } from "./lint-team.ts";
export { loadPack, roleOf, type LoadedPack } from "./load-pack.ts";
export { readIssues, type Issue } from "./read-issues.ts";
export { readYaml, type YamlFile } from "./yaml-file.ts";
export { startSession, type StartOptions } from "./start-session.ts";
