import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, expect, it } from "vitest";
import { type LocalTurns, localTurns, type TurnTimes } from "../src/local-turns.ts";

const opened: LocalTurns[] = [];
const children: ChildProcess[] = [];
const folders: string[] = [];
afterEach(async () => {
  for (const turns of opened.splice(0)) turns.close();
  for (const child of children.splice(0)) {
    const gone = once(child, "exit");
    if (child.exitCode === null && child.signalCode === null && child.kill("SIGKILL")) await gone;
  }
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const place = () => {
  const folder = mkdtempSync(join(tmpdir(), "teamwright-turns-"));
  folders.push(folder);
  return join(folder, "turn");
};
/** Longer than any machine is busy with other things. */
const LONG = { silenceMs: 100_000, patienceMs: 100_000, holdMs: 100_000 };
const joined = (path: string, times: Partial<TurnTimes> = {}) => {
  const turns = localTurns(path, { ...LONG, ...times });
  opened.push(turns);
  return turns;
};
const nobody = () => {};

/** A process that has taken the turn; it found no server, so it serves too. */
async function holder(path: string, log = "log") {
  const program = join(import.meta.dirname, "turn-taker.ts");
  const child = spawn(process.execPath, ["--conditions=source", program, path, log], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const says = async () => (await lines.next()).value as string;
  expect(await says()).toBe("holds");
  return { child, says };
}

it("gives one turn at a time, in the order of asking, and says how many wait", async () => {
  const path = place();
  const [a, b, c] = [joined(path), joined(path), joined(path)];
  const order: string[] = [];
  const told: number[] = [];
  let both!: () => void;
  const wanted = new Promise<void>((resolve) => (both = resolve));
  const endA = await a.turn("log", (others) => {
    told.push(others);
    if (others === 1) void take(c, "c");
    else both();
  });
  const ends: (() => void)[] = [];
  let cHas!: () => void;
  const last = new Promise<void>((resolve) => (cHas = resolve));
  const take = async (turns: LocalTurns, name: string) => {
    ends.push((await turns.turn("log", nobody))!);
    order.push(name);
    if (name === "c") cHas();
  };
  const second = take(b, "b");
  await wanted;
  expect(told).toEqual([1, 2]);
  expect(order).toEqual([]);
  endA!();
  await second;
  expect(order).toEqual(["b"]);
  ends[0]!();
  await last;
  expect(order).toEqual(["b", "c"]);
});

it("tells who has the next turn, once", async () => {
  const path = place();
  const [a, b, c] = [joined(path), joined(path), joined(path)];
  const said: string[] = [];
  const heard = (turns: LocalTurns, name: string) =>
    turns
      .turn("log", nobody, () => said.push(`${name} soon`))
      .then((end) => {
        said.push(`${name} has`);
        return end!;
      });
  const endA = await heard(a, "a");
  let others!: () => void;
  const waiting = new Promise<void>((resolve) => (others = resolve));
  const second = heard(b, "b");
  // Asked in this order, since each has a connection of its own.
  while (!said.includes("b soon")) await new Promise(setImmediate);
  const third = c.turn("log", nobody, () => said.push("c soon")).finally(others);
  endA();
  const endB = await second;
  while (!said.includes("c soon")) await new Promise(setImmediate);
  endB();
  await waiting;
  expect(await third).toBeTypeOf("function");
  expect(said).toEqual(["a has", "b soon", "b has", "c soon"]);
});

it("lets logs not wait for each other", async () => {
  const path = place();
  const [a, b] = [joined(path), joined(path)];
  expect(await a.turn("one", nobody)).toBeTypeOf("function");
  expect(await b.turn("other", nobody)).toBeTypeOf("function");
});

it("hands on the turn of a process that was killed", async () => {
  const path = place();
  const server = joined(path);
  (await server.turn("another", nobody))!();
  const { child, says } = await holder(path);
  const mine = server.turn("log", nobody);
  expect(await says()).toBe("wanted 1");
  child.kill("SIGKILL");
  expect(await mine).toBeTypeOf("function");
});

it("passes over a holder that stands still, and has the next one wait no longer than that", async () => {
  const path = place();
  const server = joined(path, { holdMs: 100 });
  (await server.turn("another", nobody))!();
  const { child } = await holder(path);
  child.kill("SIGSTOP");
  expect(await server.turn("log", nobody)).toBeTypeOf("function");
});

it("goes on without a turn when the process with the queues is killed, and finds another one", async () => {
  const path = place();
  const { child, says } = await holder(path);
  const [a, b] = [joined(path), joined(path)];
  const mine = a.turn("log", nobody);
  expect(await says()).toBe("wanted 1");
  child.kill("SIGKILL");
  expect(await mine).toBeNull();
  // The kernel may close its connections before what it listened at.
  let end: (() => void) | null = null;
  while (!end) end = await a.turn("log", nobody);
  const second = b.turn("log", nobody);
  end();
  expect(await second).toBeTypeOf("function");
});

it("waits for a process with the queues that stands still once, and not for ever", async () => {
  const path = place();
  const { child } = await holder(path);
  child.kill("SIGSTOP");
  const times = { silenceMs: 500 };
  const [a, b] = [joined(path, times), joined(path, times)];
  expect(await Promise.all([a.turn("log", nobody), b.turn("log", nobody)])).toEqual([null, null]);
  // Whoever took the place over last, all find it, also one that has served in between.
  let end: (() => void) | null = null;
  while (!end) end = await a.turn("log", nobody);
  const second = b.turn("log", nobody);
  end();
  expect(await second).toBeTypeOf("function");
});

it("gives no turn where no socket can be made, and does not throw", async () => {
  const path = place();
  expect(await joined(join(path, "absent", "turn")).turn("log", nobody)).toBeNull();
  expect(await joined(join(path + "x".repeat(200))).turn("log", nobody)).toBeNull();
  writeFileSync(path, "not a socket");
  expect(await joined(path).turn("log", nobody)).toBeNull();
  expect(readdirSync(dirname(path))).toEqual(["turn"]);
  expect(readFileSync(path, "utf8")).toBe("not a socket");
});

it("leaves nothing behind, and gives no turn once closed", async () => {
  const path = place();
  const turns = localTurns(path);
  expect(await turns.turn("log", nobody)).toBeTypeOf("function");
  expect(existsSync(path)).toBe(true);
  turns.close();
  expect(readdirSync(dirname(path))).toEqual([]);
  expect(await turns.turn("log", nobody)).toBeNull();
});
