// Program: one writer in a process of its own. Arguments: the subject's module, the location.
import { pathToFileURL } from "node:url";
import { inspect } from "node:util";
import { backOff, type LogStore, type Position } from "@teamwright/core/store";

export type Job =
  /** One append. */
  | { readonly kind: "append"; readonly log: string; readonly after: Position; readonly text: string }
  /** Appends as fast as the back-off allows until the log holds `total` records. */
  | { readonly kind: "race"; readonly log: string; readonly name: string; readonly total: number }
  /** Takes a turn, tells, and keeps it. */
  | { readonly kind: "turn"; readonly log: string }
  /** Appends `count` records, reporting each, in a log without other writers. */
  | { readonly kind: "write"; readonly log: string; readonly name: string; readonly count: number };

export type Report =
  | { readonly kind: "ready" }
  | { readonly kind: "taken"; readonly text: string }
  | { readonly kind: "done"; readonly position: Position | null; readonly error?: string };

const [module = "", location = ""] = process.argv.slice(2);

if (process.send) {
  const loaded = (await import(pathToFileURL(module).href)) as { default: (location: string) => Promise<LogStore> };
  const store = await loaded.default(location);
  process.on("message", (job: Job) => {
    perform(store, job).then(
      (position) => tell({ kind: "done", position }),
      (error: unknown) => tell({ kind: "done", position: null, error: inspect(error) }),
    );
  });
  process.on("disconnect", () => process.exit(0));
  tell({ kind: "ready" });
}

async function perform(store: LogStore, job: Job): Promise<Position | null> {
  if (job.kind === "turn") {
    if (!(await store.turn!(job.log, () => {}))) throw new Error("no turn was given");
    return null;
  }
  if (job.kind === "append") return store.append(job.log, job.after, Buffer.from(job.text));
  let [last, count, losses] = [0, 0, 0];
  const goal = job.kind === "race" ? job.total : Infinity;
  const before = await catchUp();
  for (let mine = 0; count < goal && (job.kind === "race" || mine < job.count);) {
    const text = `${job.name}:${mine + 1}:${before}`;
    const position = await store.append(job.log, last, Buffer.from(text));
    if (position === null) {
      const wait = backOff(++losses, Math.random());
      await new Promise((resolve) => setTimeout(resolve, wait));
    } else {
      tell({ kind: "taken", text });
      [losses, last] = [0, position];
      [mine, count] = [mine + 1, count + 1];
      continue;
    }
    await catchUp();
  }
  return last;

  async function catchUp(): Promise<number> {
    for await (const record of store.read(job.log, last)) [last, count] = [record.position, count + 1];
    return count;
  }
}

function tell(report: Report): void {
  process.send?.(report);
}
