export { buildPack, type BuildParts, type Built, type BuiltFile } from "./build-pack.ts";
export { BUDGET, type Cost, costOf } from "./cost.ts";
export { type KnownHost } from "./known-host.ts";
export { CLAUDE_MARKET, CODEX_MARKET, type MarketFacts, marketFiles, type MarketPlugin } from "./marketplace.ts";
export { type Facts, type PackSource, readPackSource } from "./pack-source.ts";
export { applyBuild, editedFiles, type Plan, planBuild, readRecord, versionError } from "./place-build.ts";
export { type BuildRecord, RECORD, recordOf } from "./record.ts";
export { parseTargets, type Target, TARGETS } from "./target.ts";
