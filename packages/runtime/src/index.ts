export type { Answer } from "./answer.ts";
export { feed, type FeedEntry, type FeedOptions } from "./feed.ts";
export { newContext, newId } from "./new-context.ts";
export { openSession, type OpenOptions } from "./open-session.ts";
export { openStore } from "./open-store.ts";
export { pause } from "./pause.ts";
export type { Point, Points } from "./points.ts";
export { Session, type SessionOptions, type WaitOptions } from "./session.ts";
