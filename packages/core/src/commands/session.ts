import * as z from "zod";
import { command } from "../command.ts";
import { holds } from "../condition.ts";
import { type Draft, reject } from "../draft.ts";
import { NodeName, SessionId, text } from "../ids.ts";
import { LIMITS } from "../limits.ts";
import { checkInput } from "../rules/check-input.ts";
import { expandNodes } from "../rules/expand-nodes.ts";
import { settle } from "../rules/settle.ts";
import { sessionStatus } from "../queries/session-status.ts";
import { Team } from "../team.ts";

export const sessionStart = command({
  name: "session.start",
  summary: "Start a session of a team on a requirement.",
  input: () =>
    z.strictObject({
      session: SessionId,
      team: Team,
      requirement: text(LIMITS.body),
      input: z.record(z.string().max(64), z.unknown()).default({}),
      pipeline: NodeName.optional(),
      kind: z.enum(["run", "board"]).default("run"),
      max_tasks: z.int().min(1).max(1_000_000).optional(),
    }),
  actors: ["coordinator", "human"],
  examples: ['teamwright session start issue --issues ISSUES.md "Fix what is reported"'],
  decide(draft, input) {
    if (draft.state.session) throw reject("SESSION_EXISTS", { session: input.session });
    const { session: name, max_tasks, ...rest } = input;
    const given = checkInput(input.team, input.input);
    const pipeline = input.kind === "board" ? undefined : choose(input.team, input.pipeline, given);
    draft.emit("session.created", {
      ...{ ...rest, name, input: given },
      ...(pipeline === undefined ? { pipeline: undefined } : { pipeline }),
      max_tasks: max_tasks ?? input.team.limits.max_tasks,
    });
    expandNodes(draft);
    settle(draft);
    return (state) => sessionStatus(state, draft.now);
  },
});

function choose(team: Team, wanted: string | undefined, input: Record<string, unknown>): string | undefined {
  const names = Object.keys(team.pipelines);
  if (wanted !== undefined && !names.includes(wanted))
    throw reject("PIPELINE_UNKNOWN", { pipeline: wanted, pipelines: names });
  const chosen =
    wanted ?? team.select.find((s) => s.when === undefined || holds(s.when, { input }))?.pipeline ?? names[0];
  for (const name of team.pipelines[chosen ?? ""]?.input ?? [])
    if (!Object.hasOwn(input, name)) throw reject("PIPELINE_INPUT", { input: name });
  return chosen;
}

const only = (draft: Draft, ...statuses: string[]): void => {
  if (!statuses.includes(draft.session.status))
    throw reject("SESSION_CLOSED", { session: draft.session.name, status: draft.session.status });
};

export const sessionPause = command({
  name: "session.pause",
  summary: "Let nothing new start; what is being worked on may finish.",
  input: () => z.strictObject({ reason: text(LIMITS.title).optional() }),
  actors: ["coordinator", "human"],
  examples: ["teamwright session pause --session ID"],
  decide(draft, input) {
    only(draft, "active", "paused");
    if (draft.session.status === "active") draft.emit("session.paused", input);
    return (state) => sessionStatus(state, draft.now);
  },
});

export const sessionResume = command({
  name: "session.resume",
  summary: "Let a paused session go on.",
  input: () => z.strictObject({}),
  actors: ["coordinator", "human"],
  examples: ["teamwright session resume --session ID"],
  decide(draft) {
    only(draft, "active", "paused");
    if (draft.session.status === "paused") draft.emit("session.resumed", {});
    return (state) => sessionStatus(state, draft.now);
  },
});

export const sessionArchive = command({
  name: "session.archive",
  summary: "Close a session for good; its log stays readable.",
  input: () => z.strictObject({}),
  actors: ["coordinator", "human"],
  examples: ["teamwright session archive --session ID"],
  decide(draft) {
    if (draft.session.status !== "archived") draft.emit("session.archived", {});
    return (state) => sessionStatus(state, draft.now);
  },
});

export const sessionShow = command({
  name: "session.status",
  summary: "Show where a session stands.",
  input: () => z.strictObject({}),
  actors: ["coordinator", "human", "worker", "observer"],
  reads: true,
  examples: ["teamwright session status --session ID"],
  decide(draft) {
    void draft.session;
    return (state) => sessionStatus(state, draft.now);
  },
});
