// What a durable claim costs on SQLite through the whole product, beside the bare disk and beside the loop one would write by hand.
import { randomBytes } from "node:crypto";
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { openSession, openStore } from "@teamwright/runtime";
import { WORKER } from "@teamwright/testing";
import { inTurns, median, percentile, type Row } from "./row.ts";
import { sampleSession } from "./sample-session.ts";

const CLAIMS = 2_000;
const WARM = 4_000;
const SLICE = 50;

export async function sqlite(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "teamwright-bench-"));
  const rows: Row[] = [];
  for (const [sync, byHand] of [
    ["full", 1 / 0.8],
    ["normal", 1 / 0.5],
  ] as const) {
    const store = await openStore(`sqlite:${join(folder, `${sync}.db`)}?sync=${sync}`);
    await (await sampleSession(store, "BEN-1", { open: WARM + CLAIMS })).close();
    const session = await openSession(store, "BEN-1");
    const claim = async (i: number) => {
      const answer = await session.run({
        name: "task.next",
        input: { role: "implementer", owner: `w${i}` },
        actor: WORKER,
      });
      if (!answer.ok || (answer.result as { task: unknown }).task === null) throw new Error(JSON.stringify(answer));
    };
    const loop = handWritten(join(folder, `hand-${sync}.db`), sync);
    const disk = appendAndSync(folder);
    // NORMAL waits for no disk, so no wait belongs beside it.
    const works = [claim, loop.claim, ...(sync === "full" ? [disk.append] : [])];
    const [ours, hand, bare] = await inTurns(works, { rounds: CLAIMS, slice: SLICE, warm: WARM });
    const value = median(ours!) * 1_000;
    const what = `claim a task, SQLite ${sync.toUpperCase()}`;
    const note = `${CLAIMS} claims, p99 ${Math.round(percentile(ours!, 0.99) * 1_000)} us`;
    if (sync === "full")
      rows.push({
        ...{ what, value, unit: "us", note, limit: 1 / 0.65 },
        baseline: { what: "append + fdatasync", value: median(bare!) * 1_000 },
      });
    rows.push({
      ...{ what, value, unit: "us", note, limit: byHand },
      compared: ["claim a task, one process", `SQLite ${sync.toUpperCase()}`],
      baseline: { what: "claim written by hand: select, update, insert", value: median(hand!) * 1_000 },
    });
    loop.close();
    disk.close();
    await session.close();
    await store.close();
  }
  rmSync(folder, { recursive: true });
  return rows;
}

/** The claim as one writes it without a kernel: nothing is checked, nobody is told. */
function handWritten(path: string, sync: string): { claim: (i: number) => void; close: () => void } {
  const db = new DatabaseSync(path);
  db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = ${sync};
    CREATE TABLE tasks (id INTEGER PRIMARY KEY, status TEXT NOT NULL, owner TEXT, lease INTEGER);
    CREATE INDEX ready ON tasks (id) WHERE status = 'ready';
    CREATE TABLE events (position INTEGER PRIMARY KEY, body TEXT NOT NULL);`);
  const add = db.prepare("INSERT INTO tasks (status) VALUES ('ready')");
  db.exec("BEGIN");
  for (let i = 0; i < WARM + CLAIMS; i++) add.run();
  db.exec("COMMIT");
  const select = db.prepare("SELECT id FROM tasks WHERE status = 'ready' ORDER BY id LIMIT 1");
  const update = db.prepare("UPDATE tasks SET status = 'claimed', owner = ?, lease = ? WHERE id = ?");
  const insert = db.prepare("INSERT INTO events (body) VALUES (?)");
  return {
    claim(i) {
      db.exec("BEGIN IMMEDIATE");
      const { id } = select.get() as { id: number };
      update.run(`w${i}`, Date.now() + 60_000, id);
      insert.run(
        JSON.stringify({ type: "task.claimed", task: id, owner: `w${i}`, token: randomBytes(24).toString("hex") }),
      );
      db.exec("COMMIT");
    },
    close: () => db.close(),
  };
}

function appendAndSync(folder: string): { append: () => void; close: () => void } {
  const fd = openSync(join(folder, "bare"), "a");
  return {
    append() {
      writeSync(fd, randomBytes(400));
      fdatasyncSync(fd);
    },
    close: () => closeSync(fd),
  };
}
