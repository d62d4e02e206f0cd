// Workers that are due, in an answer of beat or task.complete: how this host starts them, and the prompt of each.
import { ANY, orderWorkers } from "@teamwright/hosts/capabilities";
import { type Due, ownTemplates } from "@teamwright/prompts";
import { type OurWords, saying } from "./brief.ts";
import type { Opened } from "./desk.ts";

type Json = Record<string, unknown>;

/** Throws what would keep `ordered` from its answer: a template of the project that names what does not exist. */
export const checkOrders = (opened: Opened, words: OurWords): void => void ordered({ spawn: [ANY] }, opened, words);

/** The result with `name` and `prompt` at each worker that is due, and `how` beside them. */
export function ordered(result: Json, { handle: session, session: { state }, place }: Opened, words: OurWords): Json {
  const { spawn, next } = result;
  const order = (due: readonly Due[]) => {
    const team = state.session?.team.name;
    return orderWorkers(due, {
      ...{ session, host: words.host, say: saying(words.profile), templates: ownTemplates(place.root) },
      ...(team === undefined ? {} : { team }),
    });
  };
  if (Array.isArray(spawn) && spawn.length > 0) {
    const { how, workers } = order(spawn as Due[]);
    return { ...result, spawn: workers, how };
  }
  if ((next as Json | undefined)?.["do"] !== "spawn") return result;
  const { how, workers } = order([next as Due]);
  return { ...result, next: { ...workers[0], how } };
}
