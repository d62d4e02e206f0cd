import * as z from "zod";
import { command } from "../command.ts";
import type { Draft } from "../draft.ts";
import { TaskId, text, Token } from "../ids.ts";
import { holdClaim, renew } from "../rules/hold-claim.ts";
import { WISDOM_KINDS, type WisdomKind } from "../vocabulary.ts";

/** Adds an entry; its number follows the session's count, so it is the same on replay. */
export function addWisdom(draft: Draft, entry: { kind: WisdomKind; text: string; by: string; task?: string }): string {
  const id = `W-${String(draft.session.wisdom + 1).padStart(3, "0")}`;
  draft.emit("wisdom.added", { id, ...entry });
  return id;
}

export const wisdomAdd = command({
  name: "wisdom.add",
  summary: "Leave a learning, decision, convention or issue for later workers.",
  input: () =>
    z.strictObject({
      kind: z.enum(WISDOM_KINDS),
      text: text().min(1),
      task: TaskId.optional(),
      token: Token.optional(),
    }),
  actors: ["worker", "coordinator", "human"],
  positional: ["kind", "text"],
  examples: ["teamwright wisdom add convention 'Tests live beside their file'"],
  decide(draft, { kind, text: words, task, token }) {
    void draft.session;
    let by = draft.actor.name;
    if (draft.actor.kind === "worker") {
      const held = holdClaim(draft, task ?? "", token);
      renew(draft, held);
      by = held.claim.owner;
    }
    const id = addWisdom(draft, { kind, text: words, by, ...(task ? { task } : {}) });
    return (state) => state.wisdom.get(id)!;
  },
});

export const wisdomList = command({
  name: "wisdom.list",
  summary: "List what workers have left for each other.",
  input: () => z.strictObject({ kind: z.enum(WISDOM_KINDS).optional() }),
  actors: ["coordinator", "human", "worker", "observer"],
  reads: true,
  history: (_, state) => state.leftOut.wisdom > 0,
  examples: ["teamwright wisdom list --kind decision"],
  decide(draft, { kind }) {
    void draft.session;
    return (state) => ({ wisdom: [...state.wisdom.values()].filter((w) => !kind || w.kind === kind) });
  },
});
