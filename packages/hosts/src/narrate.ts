// What happens between start and end of a worker, in a line each, for the person who watches the run.
import type { TeamEvent } from "@teamwright/core";

/** A line about `event`; null for what the runner says itself or nobody wants to watch. */
export function narrate(event: TeamEvent): string | null {
  switch (event.type) {
    case "task.progressed":
      return `${event.task}  ${event.error ? "error: " : ""}${event.text}`;
    case "task.checkpointed": {
      const { commit, summary } = event.checkpoint;
      return `${event.task}  safe at ${commit.slice(0, 12)}${summary ? `: ${summary}` : ""}`;
    }
    case "gate.evaluated":
      return event.outcome === "revise"
        ? `${event.task}  rejected, round ${event.round}: ${event.revision} and ${event.review} come next`
        : event.outcome === "passed"
          ? null
          : `${event.task}  ${event.verdict}, no more rounds: ${event.outcome}`;
    case "message.posted":
      return `${event.from} -> ${event.to}  ${event.kind}: ${event.body}`;
    case "claim.expired":
      return `${event.task}  no sign of life from ${event.owner}`;
    case "ask.opened":
      return `${event.id}  ${event.question}`;
    case "ask.answered":
      return `${event.id}  answered: ${event.option}`;
    case "warning.raised":
      return `warning  ${event.text}`;
    default:
      return null;
  }
}
