import { liar, type Liar } from "./liar.ts";

/** An honest clock: nobody sets it. */
const steady = () => Math.round(performance.timeOrigin + performance.now());

export const clockAndTurnLiars: readonly Liar[] = [
  liar("clock/one-for-all", "gives this machine's clock", () => ({ clock: () => Date.now() })),
  liar("clock/one-for-all", "gives the time at which it was opened", () => {
    const opened = steady();
    return { clock: () => opened };
  }),
  liar("clock/one-for-all", "counts seconds", () => ({ clock: () => steady() / 1_000 })),
  liar("turn/one-at-a-time", "gives everybody the turn", () => ({ turn: async () => () => {} })),
  liar("turn/one-at-a-time", "has one turn for all logs", ({ world }) => ({
    turn: async () => (world.notes.get("turn") ? new Promise(() => {}) : take(world.notes, "turn")),
  })),
  liar("turn/passed-on", "waits for a handle that was closed", ({ world }) => ({
    turn: async (log) => (world.notes.get(log) ? new Promise(() => {}) : take(world.notes, log)),
  })),
  liar("meeting/one-place", "names a place of its own for every handle", ({ world }) => {
    const count = (world.notes.get("handles") ?? 0) + 1;
    world.notes.set("handles", count);
    return { meetingPlace: `/nowhere/${count}` };
  }),
  liar("meeting/one-place", "names a place that is not there", () => ({ meetingPlace: "/nowhere/at/all" })),
];

function take(notes: Map<string, number>, log: string): () => void {
  notes.set(log, 1);
  return () => void notes.delete(log);
}
