import { project } from "@teamwright/views";
import type { Opened } from "./desk.ts";

/**
 * Writes session folders as their logs grow: one writer for each session, and one more round when something came in meanwhile.
 * Views are never truth: what fails here heals at the next commit.
 */
export function keepViews(): { committed(opened: Opened): void; settled(): Promise<void> } {
  const writing = new Map<string, { again: boolean; done: Promise<void> }>();
  const write = async (opened: Opened, round: { again: boolean }): Promise<void> => {
    do {
      round.again = false;
      await project(opened.session, opened.place.root!).catch(() => "");
    } while (round.again);
  };
  return {
    committed(opened) {
      if (opened.place.root === undefined) return;
      const key = `${opened.place.url}\n${opened.session.log}`;
      const running = writing.get(key);
      if (running) {
        running.again = true;
        return;
      }
      const round = { again: false, done: Promise.resolve() };
      writing.set(key, round);
      round.done = write(opened, round).finally(() => writing.delete(key));
    },
    async settled() {
      await Promise.all([...writing.values()].map(({ done }) => done));
    },
  };
}
