import { type Draft, reject } from "../draft.ts";
import { nodeOf } from "./judge-gate.ts";

/** Throws DISCUSS_REQUIRED while the critique that the pipeline wants is missing, or blocks and nobody let it pass. */
export function checkDiscussed(draft: Draft, id: string): void {
  const round = nodeOf(draft, id)?.discuss;
  if (round === undefined) return;
  const last = draft.task(id).discuss?.findLast((record) => record.round === round);
  if (last && last.severity !== "HIGH") return;
  const letPass = (asks: typeof draft.state.asks) =>
    [...asks.values()].some((a) => a.task === id && a.cause === "discuss" && a.answer?.effect === "proceed");
  if (last && letPass(draft.state.asks)) return;
  throw reject("DISCUSS_REQUIRED", { task: id, round });
}
