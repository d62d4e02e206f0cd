import * as z from "zod";
import { command } from "../command.ts";
import { reject } from "../draft.ts";
import { TaskId, text, Token } from "../ids.ts";
import { holdClaim, renew } from "../rules/hold-claim.ts";
import { openAsk, OPTIONS } from "../rules/open-ask.ts";
import { Role, roleOfPrefix } from "../team.ts";

export const roleAdd = command({
  name: "role.add",
  summary: "Add a role to a running session; the number is limited.",
  input: () => z.strictObject({ role: Role }),
  actors: ["coordinator", "human"],
  examples: ["teamwright role add --role @security.json"],
  decide(draft, { role }) {
    const { session } = draft;
    if (session.new_roles >= session.team.limits.max_new_roles)
      throw reject("ROLE_LIMIT", { max: session.team.limits.max_new_roles });
    const clash = role.prefixes.find((p) => roleOfPrefix(session.team, p));
    if (session.team.roles[role.name] || clash) throw reject("ROLE_EXISTS", { role: role.name, prefix: clash ?? null });
    draft.emit("role.added", { role });
    return (state) => ({
      role: role.name,
      prefixes: role.prefixes,
      left: state.session!.team.limits.max_new_roles - state.session!.new_roles,
    });
  },
});

export const roleRequest = command({
  name: "role.request",
  summary: "Say that a capability is missing; the coordinator may add a role.",
  input: () =>
    z.strictObject({
      task: TaskId,
      token: Token.optional(),
      capability: text(300).min(1),
      blocking: z.boolean().default(false),
    }),
  actors: ["worker"],
  positional: ["task", "capability"],
  examples: ["teamwright role request BUILD-001 'knows the payment protocol' --blocking"],
  decide(draft, { task: id, token, capability, blocking }) {
    const task = holdClaim(draft, id, token);
    renew(draft, task);
    draft.emit("interrupt.raised", { cause: "capability", text: capability, task: id });
    if (!blocking) return () => ({ task: id, ask: null, next: { do: "continue" } });
    draft.emit("task.blocked", { task: id, reason: `needs someone who ${capability}` });
    const ask = openAsk(draft, {
      question: `${id} needs someone who ${capability}. Add a role and its task (session plan), then choose retry.`,
      options: [...OPTIONS.failure],
      cause: "capability",
      task: id,
    });
    return () => ({ task: id, ask, next: { do: "stop", reason: `${id} waits for someone who ${capability}` } });
  },
});
