// What a recorded session shows.
import { startedWith } from "./read-texts.ts";
import { type Exchange, exchanges, ours } from "./talk.ts";
import type { runSession } from "./world.ts";

type Session = Awaited<ReturnType<typeof runSession>>;

/** What workers gave and our server took: each command once for each worker's conversation. */
export function workerCalls({ exchanges: all }: Session): string[] {
  const ends = new Map(
    all.flatMap((moment) => (moment.worker === undefined ? [] : [[conversationOf(moment), moment.turns] as const])),
  );
  return [...ends.values()].flatMap((turns) => {
    const taken = exchanges(turns).filter(({ text }) => ours(text)?.ok);
    return taken.map(({ tool, input }) =>
      typeof input["op"] === "string" ? input["op"] : (/[a-z]+_[a-z]+$/.exec(tool)?.[0] ?? tool),
    );
  });
}

/** What tells the conversation of one worker from that of another: who it is to the host, and what it was started with. */
const conversationOf = ({ worker, turns }: Exchange): string =>
  `${worker} ${startedWith({ turns, tools: [], about: "" })?.dispatch}`;

/** Why the model could not go on, in its own words; else the client's last ones. */
export const stuckAt = ({ exchanges: all, out }: Session): string =>
  all.findLast(({ reply }) => reply.text?.startsWith("STUCK"))?.reply.text ?? out.trim().slice(-300);

/** All that was said and answered. */
export const textOf = ({ exchanges: all }: Session): string =>
  all.flatMap(({ turns }) => turns.flatMap((turn) => (turn.kind === "call" ? [] : [turn.text]))).join("\n");
