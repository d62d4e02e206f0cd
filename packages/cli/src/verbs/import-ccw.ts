import { importCcwSession } from "@teamwright/board";
import { newStore, openSession, openStore } from "@teamwright/runtime";
import { badInput } from "../bad-input.ts";
import { plainText } from "../plain-text.ts";
import { projectViews } from "../project-views.ts";
import { sayResult } from "../say-result.ts";
import type { Invocation } from "../verbs.ts";

/** Lines of what had to change that are shown; the answer with --json has all. */
const SHOWN = 10;

/** `import ccw-session DIR`: messages and states of an old session folder, into a session of this store. */
export async function importCcw({ globals, words, options }: Invocation): Promise<number> {
  const [dir] = words;
  if (dir === undefined || words.length > 1)
    throw badInput("dir", "missing", {
      message: "Which folder? Like teamwright import ccw-session .workflow/.team/TISL-x",
    });
  const place = newStore(globals.store);
  const store = await openStore(place.url);
  try {
    const done = await importCcwSession(store, dir, {
      ...(globals.session === undefined ? {} : { session: globals.session }),
      keepBroken: options["keep-broken"] === true,
    });
    const session = await openSession(store, done.session);
    await projectViews({ place, session });
    await session.close();
    if (globals.json) sayResult(done);
    else {
      const there = done.already > 0 ? `, ${done.already} were there already` : "";
      const lines = [
        `${done.session}: ${done.imported} messages imported${there}`,
        ...(done.states.length > 0 ? [`  states that only meta.json had: ${done.states.join(", ")}`] : []),
        ...done.broken.map(({ at, problem }) => `  kept as text: ${at}: ${problem}`),
        ...done.changed
          .slice(0, SHOWN)
          .map(({ at, field }) => `  ${field} had to change, data.imported.was has it: ${at}`),
        ...(done.changed.length > SHOWN ? [`  and ${done.changed.length - SHOWN} more`] : []),
        ...(done.left.length > 0 ? [`  not messages, left where they are: ${done.left.join(", ")}`] : []),
      ];
      process.stdout.write(plainText(`${lines.join("\n")}\n`));
    }
  } finally {
    await store.close();
  }
  return 0;
}
