// The server dies, the cable is cut: nothing that was acknowledged is lost, nothing is there twice.
import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { LogStore } from "@teamwright/core/store";
import { expect, it } from "vitest";
import { openPostgresStore } from "../src/open-postgres-store.ts";
import { asAdmin } from "./as-admin.ts";
import { openRelay } from "./relay.ts";
import { withPostgres } from "./with-postgres.ts";

const bytes = (text: string) => Buffer.from(text);
/** The name of the statement that appends, as it is on the wire. */
const APPEND = /\0append\0/;

withPostgres("what befalls the server", (cluster) => {
  it("is killed and restarted, five times, under four writers that keep trying", async () => {
    const url = cluster().url("postgres", { schema: "killed" });
    const writers = ["a", "b", "c", "d"].map((name) => startWriter(url, name));
    for (let round = 1; round <= 5; round++) {
      // Each kill hits a server under load.
      await Promise.all(writers.map((writer) => writer.reaches(writer.acknowledged.length + 20)));
      await cluster().kill();
      await cluster().start();
    }
    await Promise.all(writers.map((writer) => writer.reaches(writer.acknowledged.length + 5)));
    await Promise.all(writers.map((writer) => writer.stop()));
    await using store = await openPostgresStore(url);
    const log = await texts(store);
    const told = writers.flatMap((writer) => writer.acknowledged);
    expect([...log].sort()).toEqual(told.sort());
    expect(new Set(log).size).toBe(log.length);
  });

  it("somebody deletes a record by hand: it is missed, and what a trim took is not", async () => {
    const url = cluster().url("postgres", { schema: "deleted" });
    await using store = await openPostgresStore(url);
    for (let i = 0; i < 9; i++) await store.append("log", i, bytes(String(i)));
    await asAdmin(cluster().url(), "DELETE FROM deleted.records WHERE position = 5");
    await expect(texts(store)).rejects.toMatchObject({ code: "STORE_CORRUPT", data: { log: "log", position: 5 } });
    await store.trim("log", 5);
    expect(await texts(store)).toHaveLength(4);
    await asAdmin(cluster().url(), "DELETE FROM deleted.records WHERE position = 9");
    await expect(texts(store)).rejects.toMatchObject({ code: "STORE_CORRUPT", data: { log: "log", position: 9 } });
    await store.trim("log", 9);
    expect(await texts(store)).toEqual([]);
    await asAdmin(cluster().url(), "DELETE FROM deleted.format");
    await expect(openPostgresStore(url)).rejects.toMatchObject({ hint: expect.stringContaining("VALUES (1)") });
  });

  it("loses the connection on the way there, in the middle of the statement, and on the way back", async () => {
    const relay = await openRelay(cluster().port);
    const url = cluster().url("postgres", { schema: "cut" });
    await using store = await openPostgresStore(relay.through(url));
    let last = (await store.append("log", 0, bytes("0")))!;
    const cuts = ["cut", "pass and cut", "answer"] as const;
    for (let i = 1; i <= 90; i++) {
      const cut = cuts[i % cuts.length]!;
      let [asked, done] = [false, false];
      relay.seen = (way, message) => {
        if (done) return "pass";
        if (way === "up" && APPEND.test(message.toString("latin1"))) {
          asked = true;
          done = cut !== "answer";
          return cut === "answer" ? "pass" : cut;
        }
        done = asked && way === "down";
        return done ? "cut" : "pass";
      };
      const position = await store.append("log", last, bytes(String(i)));
      expect([done, position]).toEqual([true, last + 1]);
      last = position!;
    }
    expect(await texts(store)).toEqual(Array.from({ length: 91 }, (_, i) => String(i)));
    await relay.close();
  });

  it("loses the connection while the commit is under way, and the commit goes through", async () => {
    const relay = await openRelay(cluster().port);
    await using store = await openPostgresStore(relay.through(cluster().url("postgres", { schema: "commit" })));
    await store.append("log", 0, bytes("first"));
    // A commit then waits, written but not yet visible, for a replica that never comes. It takes a moment until the server knows.
    await configure("synchronous_standby_names = 'absent'");
    let last = 1;
    let late = store.append("log", last, bytes("second"));
    while (await goesThrough(late)) late = store.append("log", ++last, bytes("second"));
    relay.cut();
    await holds("SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'");
    await configure("synchronous_standby_names = ''");
    expect(await late).toBe(last + 1);
    expect(await texts(store)).toEqual(["first", ...Array<string>(last).fill("second")]);
    await relay.close();
  });

  it("loses the connection, and somebody else is first", async () => {
    const relay = await openRelay(cluster().port);
    const url = cluster().url("postgres", { schema: "first" });
    await using store = await openPostgresStore(relay.through(url));
    await using other = await openPostgresStore(url);
    await store.append("log", 0, bytes("first"));
    let theirs: Promise<number | null> | undefined;
    relay.seen = (way, message) => {
      if (theirs || way === "down" || !APPEND.test(message.toString("latin1"))) return "pass";
      theirs = other.append("log", 1, bytes("theirs"));
      return "cut";
    };
    expect(await store.append("log", 1, bytes("ours"))).toBeNull();
    expect([await theirs, await texts(store)]).toEqual([2, ["first", "theirs"]]);
    await relay.close();
  });

  it("loses the connection of a watcher, which hears what it missed", async () => {
    const relay = await openRelay(cluster().port);
    const url = cluster().url("postgres", { schema: "heard" });
    await using store = await openPostgresStore(relay.through(url));
    await using other = await openPostgresStore(url);
    let last = (await other.append("log", 0, bytes("0")))!;
    let heard = 0;
    let rung = () => {};
    store.watch("log", () => rung());
    for (let i = 1; i <= 5; i++) {
      relay.cut();
      last = (await other.append("log", last, bytes(String(i))))!;
      while (heard < last) {
        const ring = new Promise<void>((resolve) => (rung = resolve));
        for await (const { position } of store.read("log", heard)) heard = position;
        if (heard < last) await ring;
      }
    }
    expect(heard).toBe(6);
    await relay.close();
  });

  it("stays away, and an append that may have happened says so", async () => {
    const relay = await openRelay(cluster().port);
    await using store = await openPostgresStore(
      relay.through(cluster().url("postgres", { schema: "away", patience: "200" })),
    );
    await store.append("log", 0, bytes("first"));
    let gone = false;
    relay.seen = (way, message) => {
      if (gone) return "cut";
      gone = way === "up" && APPEND.test(message.toString("latin1"));
      return gone ? "pass and cut" : "pass";
    };
    await expect(store.append("log", 1, bytes("x"))).rejects.toMatchObject({ code: "STORE_UNKNOWN_OUTCOME" });
    await expect(store.append("log", 1, bytes("y"))).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
    await relay.close();
  });

  /** True once it is there; false as soon as a commit waits for a replica. */
  async function goesThrough(append: Promise<unknown>): Promise<boolean> {
    const through = append.then((): true => true);
    const waits = () => asAdmin(cluster().url(), "SELECT 1 FROM pg_stat_activity WHERE wait_event = 'SyncRep'");
    for (;;) {
      const seen = await Promise.race([through, waits()]);
      if (!Array.isArray(seen)) return true;
      if (seen.length > 0) return false;
    }
  }

  /** Takes effect without a restart. */
  async function configure(setting: string): Promise<void> {
    await asAdmin(cluster().url(), `ALTER SYSTEM SET ${setting}`);
    await asAdmin(cluster().url(), "SELECT pg_reload_conf()");
  }

  /** Resolves when the query has a row. */
  async function holds(query: string): Promise<void> {
    while ((await asAdmin(cluster().url(), query)).length === 0);
  }
});

interface Writer {
  readonly acknowledged: readonly string[];
  /** Resolves when so many appends have been acknowledged. Rejects if the writer ends. */
  reaches(count: number): Promise<void>;
  stop(): Promise<void>;
}

function startWriter(url: string, name: string): Writer {
  const program = join(import.meta.dirname, "writer.ts");
  const child: ChildProcess = fork(program, [url, "log", name], { execArgv: ["--conditions=source"] });
  const acknowledged: string[] = [];
  const ended = once(child, "exit");
  let told = () => {};
  child.on("message", (message: { acknowledged?: string }) => {
    if (message.acknowledged) acknowledged.push(message.acknowledged);
    told();
  });
  return {
    acknowledged,
    async reaches(count) {
      while (acknowledged.length < count) {
        const more = new Promise<void>((resolve) => (told = resolve));
        const end = ended.then(([code]) => Promise.reject(new Error(`writer ${name} ended with ${String(code)}`)));
        await Promise.race([more, end]);
      }
    },
    async stop() {
      child.send("stop");
      expect((await ended)[0]).toBe(0);
    },
  };
}

async function texts(store: LogStore): Promise<string[]> {
  const found: string[] = [];
  for await (const { bytes: record } of store.read("log", 0)) found.push(Buffer.from(record).toString());
  return found;
}
