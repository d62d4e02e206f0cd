// The verdict of a gate: what the worker says, or what the team's own rule makes of the result; the worse of the two counts.
import { holds } from "../condition.ts";
import { type Draft, reject } from "../draft.ts";
import type { Node } from "../team.ts";
import type { Verdict } from "../vocabulary.ts";

interface Given {
  verdict?: Verdict | undefined;
  score?: number | undefined;
  data?: Record<string, unknown> | undefined;
}

const WORSE: readonly Verdict[] = ["approved", "concerns", "rejected"];

/** Throws VERDICT_REQUIRED or SCORE_REQUIRED when what the gate is judged by was not given. Undefined when only a person decides. */
export function judgeGate(draft: Draft, id: string, { verdict, score, data }: Given): Verdict | undefined {
  const gate = gateOf(draft, id);
  const found: Verdict[] = verdict ? [verdict] : [];
  if (gate?.score) {
    if (score === undefined) throw reject("SCORE_REQUIRED", { task: id });
    const { approved, concerns = approved } = gate.score;
    found.push(score >= approved ? "approved" : score >= concerns ? "concerns" : "rejected");
  }
  if (gate?.until) {
    const facts = { input: draft.session.input, data: data ?? {}, ...(score === undefined ? {} : { score }) };
    found.push(holds(gate.until, facts) ? "approved" : "rejected");
  }
  if (found.length === 0 && !gate?.ask) throw reject("VERDICT_REQUIRED", { task: id });
  return WORSE.findLast((v) => found.includes(v));
}

/** What the pipeline declares for the gate that `id` was made from. */
export const gateOf = (draft: Draft, id: string): Node["gate"] => nodeOf(draft, id)?.gate;

/** The pipeline's node that `id` was made from, if it still stands for one. */
export function nodeOf(draft: Draft, id: string): Node | undefined {
  const { node } = draft.task(id);
  return node === undefined ? undefined : nodesOf(draft)[node];
}

/** The nodes of the session's pipeline; none without one. */
export const nodesOf = ({ session }: Draft): Record<string, Node> =>
  session.team.pipelines[session.pipeline ?? ""]?.nodes ?? {};
