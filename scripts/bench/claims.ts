// What a durable claim costs through the whole product, beside the bare disk and beside memory.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSession, openStore } from "@teamwright/runtime";
import { WORKER } from "@teamwright/testing";
import { appendSync } from "./append-sync.ts";
import { median, inTurns, percentile, type Row } from "./row.ts";
import { sampleSession } from "./sample-session.ts";

const CLAIMS = 2_000;
const WARM = 4_000;

export async function claims(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "teamwright-bench-"));
  const bareDisk = appendSync(folder);
  const rows: Row[] = [];
  for (const [name, url] of [
    ["file store", `file:${join(folder, "store")}`],
    ["memory store", "memory:"],
  ] as const) {
    const store = await openStore(url);
    await (await sampleSession(store, "BEN-1", { open: WARM + CLAIMS })).close();
    const session = await openSession(store, "BEN-1");
    const claim = async (i: number) => {
      const input = { role: "implementer", owner: `w${i}` };
      const answer = await session.run({ name: "task.next", input, actor: WORKER });
      if (!answer.ok || (answer.result as { task: unknown }).task === null) throw new Error(JSON.stringify(answer));
    };
    // Memory has no disk to be compared with, and between two waits for a disk its caches would be cold.
    const disk = name === "file store";
    const [ours, bare] = await inTurns(disk ? [claim, bareDisk.once] : [claim], {
      rounds: CLAIMS,
      slice: 25,
      warm: WARM,
    });
    rows.push({
      what: `claim a task, ${name}`,
      compared: ["claim a task, one process", name],
      value: median(ours!) * 1_000,
      unit: "us",
      ...(bare ? { baseline: { what: "append + fdatasync", value: median(bare) * 1_000 }, limit: 3 } : { limit: 50 }),
      note: `${CLAIMS} claims, p99 ${Math.round(percentile(ours!, 0.99) * 1_000)} us`,
    });
    await session.close();
    await store.close();
  }
  bareDisk.close();
  rmSync(folder, { recursive: true });
  return rows;
}
