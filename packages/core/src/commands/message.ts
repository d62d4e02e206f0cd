import * as z from "zod";
import { command } from "../command.ts";
import { reject } from "../draft.ts";
import { OwnerId, TaskId, text, Token } from "../ids.ts";
import { LIMITS } from "../limits.ts";
import { holdClaim, renew } from "../rules/hold-claim.ts";

const MessageId = z.string().regex(/^msg_[a-z0-9]{4,40}$/, "a message id like msg_3k9x...");

export const msgPost = command({
  name: "msg.post",
  summary: "Post a message. A worker writes to the coordinator only, with the token of its claim.",
  input: () =>
    z.strictObject({
      to: OwnerId.default("coordinator"),
      kind: z
        .string()
        .regex(/^[a-z][a-z0-9_]{0,63}$/)
        .default("info"),
      body: text().min(1),
      task: TaskId.optional(),
      token: Token.optional(),
      in_reply_to: MessageId.optional(),
      data: z.record(z.string().max(64), z.unknown()).optional(),
      /** Milliseconds within which an answer is expected. Questions have the team's default. */
      answer_ms: z.int().min(1_000).max(86_400_000).optional(),
    }),
  actors: ["worker", "coordinator", "human"],
  positional: ["body"],
  examples: ["teamwright msg post --to coordinator --kind question --task BUILD-001 'Which flag?'"],
  decide(draft, { to, kind, body, task, token, in_reply_to, data, answer_ms }) {
    const { team } = draft.session;
    let from = draft.actor.name;
    if (draft.actor.kind === "worker") {
      const held = holdClaim(draft, task ?? "", token);
      renew(draft, held);
      from = held.claim.owner;
      if (to !== "coordinator")
        throw reject(
          "PERMISSION_DENIED",
          { actor: "worker", allowed: ["coordinator"] },
          { message: "A worker writes to the coordinator only." },
        );
      const kinds = team.roles[held.role]?.message_types ?? [];
      if (kinds.length > 0 && ![...kinds, ...COMMON].includes(kind))
        throw reject("MESSAGE_KIND", { kind, kinds: [...kinds, ...COMMON] });
    } else if (task) void draft.task(task);
    if (in_reply_to && !draft.state.messages.has(in_reply_to))
      throw reject("MESSAGE_NOT_FOUND", { message: in_reply_to });
    const id = draft.context.newId("msg");
    const wait = answer_ms ?? (kind === "question" ? team.limits.answer_ms : undefined);
    draft.emit("message.posted", {
      id,
      from,
      to,
      kind,
      body,
      ...(task ? { task } : {}),
      ...(in_reply_to ? { in_reply_to } : {}),
      ...(data === undefined ? {} : { data }),
      ...(wait ? { answer_by: draft.now + wait } : {}),
    });
    return (state) => state.messages.get(id)!;
  },
});

/** Kinds everybody may use. */
const COMMON = ["info", "question", "response", "ack", "nudge"];

export const msgRead = command({
  name: "msg.read",
  summary: "Read messages, oldest first.",
  input: () =>
    z.strictObject({
      to: OwnerId.optional(),
      task: TaskId.optional(),
      since: z.int().min(0).default(0),
      limit: z.int().min(1).max(1_000).default(100),
    }),
  actors: ["coordinator", "human", "worker", "observer"],
  reads: true,
  history: ({ since }, state) => since < state.leftOut.messages,
  examples: ["teamwright msg read --to coordinator --since 57"],
  decide(draft, { to, task, since, limit }) {
    void draft.session;
    return (state) => {
      const all = [...state.messages.values()].filter(
        (m) => m.position > since && (!to || m.to === to || m.to === "all") && (!task || m.task === task),
      );
      return { messages: all.slice(0, limit), more: all.length > limit };
    };
  },
});

export const msgOverdue = command({
  name: "msg.overdue",
  summary: "List questions whose time for an answer is over.",
  input: () => z.strictObject({}),
  actors: ["coordinator", "human", "worker", "observer"],
  reads: true,
  examples: ["teamwright msg overdue"],
  decide(draft) {
    void draft.session;
    return (state) => ({
      messages: [...state.messages.values()]
        .filter((m) => m.answer_by !== undefined && !m.answered && m.answer_by <= draft.now)
        .slice(0, LIMITS.list),
    });
  },
});
