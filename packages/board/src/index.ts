export {
  boardFacts,
  configureBoard,
  initBoard,
  LEASE_MS,
  openBoard,
  type Board,
  type BoardFacts,
  type BoardOptions,
  type BoardSettings,
} from "./board.ts";
export { BOARD_TOOLS, callTool } from "./tools.ts";
export type { BoardTool } from "./tool.ts";
export { SEED_CODES, seedError, type SeedError } from "./seed-errors.ts";
export { toolOfWord, tracking } from "./tracking.ts";
export { checkPlan, checkPlanOnBoard, DispatchList, planIn, prefixOf } from "./dispatch-list.ts";
export { parseTeamMsg, TEAM_MSG, teamMsg, teamMsgOn } from "./team-msg.ts";
export { drift, outsideScope, type DriftSign } from "./drift.ts";
export { teamMsgLine } from "./team-msg-line.ts";
export { importCcwSession, type Imported, type ImportOptions } from "./import-ccw-session.ts";
