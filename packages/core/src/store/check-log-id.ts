import { TeamError } from "../team-error.ts";
import { LOG_ID, type LogId } from "./contract.ts";

/** Throws TeamError LOG_ID unless `log` is a valid id. Every store calls this before the id reaches a path or a query. */
export function checkLogId(log: unknown): asserts log is LogId {
  if (typeof log !== "string" || !LOG_ID.test(log))
    throw new TeamError("LOG_ID", { data: { log: String(log).slice(0, 140) } });
}
