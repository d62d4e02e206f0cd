import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";
import { isAbsolute } from "node:path";
import type { Case } from "../case.ts";
import { deadline } from "../deadline.ts";
import { texts, write } from "../log-text.ts";

/** Two seconds are promised; the rest is for a machine that is busy with other things. */
const PATIENCE = 5_000;
const nobody = () => {};

export const turnCases: readonly Case[] = [
  {
    requirement: "turn/one-at-a-time",
    title: "a second handle waits for the first, and not for the turn at another log",
    needs: "turn",
    async run({ a, b }) {
      await write(a, "log", ["1"]);
      const end = await given(a.turn("log", nobody), "the first turn");
      let has = false;
      const second = b.turn("log", nobody).then((turn) => {
        has = true;
        return turn;
      });
      (await given(b.turn("other", nobody), "the turn at another log"))();
      // What has a turn does not keep anyone from writing.
      await write(b, "log", ["2"]);
      assert.equal(has, false, "two handles had the turn at once");
      end();
      (await given(second, "the second turn"))();
      assert.deepEqual(await texts(a, "log"), ["1", "2"]);
    },
  },
  {
    requirement: "turn/passed-on",
    title: "from a handle that was closed",
    needs: "turn",
    async run({ a, open }) {
      await write(a, "log", ["1"]);
      const holder = await open();
      await given(holder.turn("log", nobody), "the turn of the one that is closed");
      await holder.close();
      (await given(a.turn("log", nobody), "a turn after the holder was closed"))();
    },
  },
  ...(["SIGKILL", "SIGSTOP"] as const).map((signal): Case => ({
    requirement: "turn/passed-on",
    title: `from a process that had ${signal}`,
    needs: ["turn", "processes"],
    async run({ a, crew }) {
      await write(a, "log", ["1"]);
      const [holder] = await crew.muster(1);
      const report = await holder!.do({ kind: "turn", log: "log" });
      assert.ok(report.kind === "done" && !report.error, JSON.stringify(report));
      holder!.signal(signal);
      if (signal === "SIGKILL") await holder!.gone;
      const asked = a.turn("log", nobody);
      if (signal === "SIGKILL") (await given(asked, "a turn after the holder was killed"))();
      // With or without a turn: only waiting for ever would be wrong.
      else (await deadline(asked, "an answer beside a holder that stands still", PATIENCE))?.();
      await write(a, "log", ["2"]);
    },
  })),
  {
    requirement: "meeting/one-place",
    title: "two handles, and a socket",
    needs: "meetingPlace",
    async run({ a, b }) {
      assert.ok(isAbsolute(a.meetingPlace), `${a.meetingPlace} is not an absolute path`);
      assert.equal(a.meetingPlace, b.meetingPlace);
      await write(a, "log", ["1"]);
      const server = createServer().listen(a.meetingPlace);
      await once(server, "listening");
      await write(b, "log", ["2"]);
      await new Promise((closed) => server.close(closed));
      assert.deepEqual(await texts(a, "log"), ["1", "2"]);
    },
  },
];

async function given(turn: Promise<(() => void) | null>, what: string): Promise<() => void> {
  const end = await deadline(turn, what, PATIENCE);
  assert.ok(end, `${what} was not given`);
  return end;
}
