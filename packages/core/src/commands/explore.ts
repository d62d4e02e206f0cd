import * as z from "zod";
import { command } from "../command.ts";
import { reject } from "../draft.ts";
import { RelativePath, TaskId, text, Token } from "../ids.ts";
import { LIMITS } from "../limits.ts";
import { explorationKey, saveExploration } from "../rules/save-exploration.ts";
import { holdClaim, renew } from "../rules/hold-claim.ts";

const Angle = text(200).refine(
  (angle) => explorationKey(angle) !== "",
  "letters or digits that say what was looked at",
);

export const exploreSave = command({
  name: "explore.save",
  summary:
    "Keep what was found out about something, for every later worker. What is kept already stays, unless renewed.",
  input: () =>
    z.strictObject({
      /** What was looked at, in a few words: case and punctuation do not matter. */
      angle: Angle,
      summary: text(LIMITS.title).min(1),
      text: text().default(""),
      /** A file below the session folder that has more. */
      artifact: RelativePath.optional(),
      renew: z.boolean().default(false),
      task: TaskId.optional(),
      token: Token.optional(),
    }),
  actors: ["worker", "coordinator", "human"],
  positional: ["angle"],
  examples: ["teamwright explore save 'who calls parseDate' --summary 'Three callers, all in src/report' --text -"],
  decide(draft, { renew: anew, task, token, ...found }) {
    void draft.session;
    let by = draft.actor.name;
    if (draft.actor.kind === "worker") {
      const held = holdClaim(draft, task ?? "", token);
      renew(draft, held);
      by = held.claim.owner;
    }
    const saved = saveExploration(draft, { ...found, by, ...(task ? { task } : {}) }, { renew: anew });
    return (state) => ({ saved, exploration: state.explorations.get(explorationKey(found.angle))! });
  },
});

export const exploreFind = command({
  name: "explore.find",
  summary: "Read what was found out about something, or list what there is.",
  input: () => z.strictObject({ angle: text(200).optional() }),
  actors: ["coordinator", "human", "worker", "observer"],
  positional: ["angle"],
  reads: true,
  examples: ["teamwright explore find", "teamwright explore find 'who calls parseDate'"],
  decide(draft, { angle }) {
    void draft.session;
    const all = [...draft.state.explorations.values()];
    if (angle === undefined) return () => ({ explorations: all.map(({ text: _text, ...row }) => row) });
    const key = explorationKey(angle);
    // Words of the question in any order: models rarely ask twice in the same words.
    const words = key.split("-");
    const near = all.filter(({ id }) => words.every((word) => id.split("-").includes(word)));
    const found = draft.state.explorations.get(key) ?? (near.length === 1 ? near[0] : undefined);
    if (!found)
      throw reject("EXPLORATION_NOT_FOUND", {
        angle,
        known: (near.length > 0 ? near : all).slice(-50).map((e) => e.angle),
      });
    return () => ({ exploration: found });
  },
});
