// Writers at one busy log, which take turns: whoever is stopped or killed, with a turn or with the queues, the others go on.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { COORDINATOR, sampleTeam } from "@teamwright/testing";
import { afterEach, expect, it } from "vitest";
import { openSession, openStore } from "../src/index.ts";

const children: ChildProcess[] = [];
let folder = "";
afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill("SIGKILL");
    await once(child, "exit");
  }
  rmSync(folder, { recursive: true, force: true });
});

function writer(url: string, name: string) {
  const program = join(import.meta.dirname, "hot-writer.ts");
  const child = spawn(process.execPath, ["--conditions=source", program, url, name], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  const answered: string[] = [];
  let heard = () => {};
  createInterface({ input: child.stdout }).on("line", (line) => {
    answered.push(line);
    heard();
  });
  return {
    child,
    answered,
    /** Resolves when so many more were answered. */
    more(count: number): Promise<void> {
      const goal = answered.length + count;
      return new Promise((resolve) => {
        heard = () => answered.length >= goal && resolve();
        heard();
      });
    },
  };
}

for (const kind of ["file", "sqlite"])
  it(`loses and doubles nothing, and stands still for nobody: ${kind}`, { timeout: 120_000 }, async () => {
    folder = mkdtempSync(join(tmpdir(), "teamwright-turns-"));
    const url = kind === "file" ? `file:${join(folder, "store")}` : `sqlite:${join(folder, "teams.db")}`;
    const store = await openStore(url);
    const session = await openSession(store, "SMP-1");
    const input = { session: "SMP-1", team: sampleTeam(), requirement: "r" };
    await session.run({ name: "session.start", input, actor: COORDINATOR });
    const writers = ["a", "b", "c", "d"].map((name) => writer(url, name));
    await Promise.all(writers.map((w) => w.more(10)));
    // Each in turn, so whoever serves the queues, and whoever has the turn, is among them.
    for (const [i, stopped] of writers.slice(0, 3).entries()) {
      stopped.child.kill("SIGSTOP");
      // In the middle of a write SQLite's own lock stands still with it, turn or not.
      if (kind === "file") await Promise.all(writers.slice(i + 1).map((w) => w.more(10)));
      stopped.child.kill("SIGCONT");
      await stopped.more(3);
      stopped.child.kill("SIGKILL");
      await Promise.all(writers.slice(i + 1).map((w) => w.more(10)));
    }
    const all = writers.flatMap(({ answered }) => [...answered]);
    const log: string[] = [];
    for await (const { commit } of session.feed(0, { follow: false }))
      for (const event of commit.events) if (event.type === "message.posted") log.push(event.body);
    expect(new Set(log).size).toBe(log.length);
    expect(all.filter((body) => !log.includes(body))).toEqual([]);
    await session.close();
    await store.close();
  });
