// Program: appends to one log, whatever happens to the server, until it is told to stop. Arguments: address, log, name.
import { backOff, TeamError } from "@teamwright/core/store";
import { openPostgresStore } from "../src/open-postgres-store.ts";

process.on("disconnect", () => process.exit(1));
const [url = "", log = "", name = ""] = process.argv.slice(2);

if (process.send) {
  const stopped = new AbortController();
  process.on("message", () => stopped.abort());
  const store = await openPostgresStore(url);
  let [last, losses] = [0, 0];
  for (let n = 1; !stopped.signal.aborted;) {
    const text = `${name}:${n}`;
    // As the contract has it: what may have happened is looked for before it is done again.
    const found = await persist(() => readOn(text));
    if (found) n = acknowledged(n);
    else {
      const position = await persist(() => store.append(log, last, Buffer.from(text)));
      if (typeof position === "number") [last, losses, n] = [position, 0, acknowledged(n)];
      else await new Promise((resolve) => setTimeout(resolve, backOff(++losses, Math.random())));
    }
  }
  await store.close();
  process.exit(0);

  /** Goes on until the server answers; "unknown" if what was asked for may have happened. */
  async function persist<T>(work: () => Promise<T>): Promise<T | "unknown"> {
    for (;;) {
      try {
        return await work();
      } catch (error) {
        if (!TeamError.is(error)) throw error;
        if (error.code === "STORE_UNKNOWN_OUTCOME") return "unknown";
        if (error.code !== "STORE_UNAVAILABLE") throw error;
      }
    }
  }

  async function readOn(text: string): Promise<boolean> {
    let found = false;
    for await (const record of store.read(log, last)) {
      last = record.position;
      found ||= Buffer.from(record.bytes).toString() === text;
    }
    return found;
  }

  function acknowledged(n: number): number {
    process.send!({ acknowledged: `${name}:${n}` });
    return n + 1;
  }
}
