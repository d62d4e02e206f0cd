// What listeners hear while three processes write and the listeners are killed at random: all of it, once, in order.
import { type ChildProcessByStdio, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { openSession, openStore } from "@teamwright/runtime";
import { COORDINATOR, sampleTeam, seededRandom } from "@teamwright/testing";
import { expect, it } from "vitest";
import { ERAS, overStdio } from "./clients.ts";

const MESSAGES = 1_000;
const WRITERS = ["a", "b", "c"];
const TICKETS = 5;
const LOG = "SMP-push";
const cli = fileURLToPath(new URL("../../cli/src/bin.ts", import.meta.url));
const writerProgram = fileURLToPath(new URL("./push-writer.ts", import.meta.url));

type Child = ChildProcessByStdio<Writable, Readable, null>;

interface Heard {
  position: number;
  events: { body: string }[];
}

it("1,000 messages of three writers reach listeners that are killed at random", { timeout: 180_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), "teamwright-push-"));
  const url = `file:${join(folder, ".teamwright", "store")}`;
  const store = await openStore(url);
  const session = await openSession(store, LOG);
  const input = { session: LOG, team: sampleTeam(), requirement: "be heard" };
  await session.run({ name: "session.start", input, actor: COORDINATOR });
  const tickets: string[] = [];
  for (let i = 0; i < TICKETS; i++) {
    const made = await session.run({
      name: "task.create",
      input: { prefix: "BUILD", title: `t${i}` },
      actor: COORDINATOR,
    });
    if (!made.ok) throw new Error(made.error.message);
    tickets.push((made.result as { id: string }).id);
  }
  const since = session.position;
  const random = seededRandom(7);
  const kills = { shell: 0, mcp: 0 };
  const writers: Child[] = [];
  // The writers stop half way until both have been killed once: so it happens while they write, however busy the machine.
  const killed = (which: keyof typeof kills) => {
    kills[which] += 1;
    if (kills.shell > 0 && kills.mcp > 0) for (const writer of writers) writer.stdin.end();
  };
  const children = new Set<Child>();
  const failed = new AbortController();
  const stop = () => {
    failed.abort();
    for (const child of children) child.kill("SIGKILL");
  };
  // Whoever lost a message would wait for it without end.
  const late = setTimeout(stop, 90_000);
  try {
    const listening = [byShell(since), byWait(since)];
    const writing = WRITERS.map((name, i) => {
      const count = Math.floor(MESSAGES / WRITERS.length) + (i < MESSAGES % WRITERS.length ? 1 : 0);
      const writer = node(writerProgram, url, LOG, name, String(count), tickets.join(","));
      writers.push(writer);
      return ended(writer);
    });
    expect(await Promise.all(writing)).toEqual([0, 0, 0]);
    const [shell, mcp] = await Promise.all(listening);
    const written: string[] = [];
    for await (const { commit } of session.feed(since, { follow: false }))
      for (const event of commit.events) written.push((event as unknown as { body: string }).body);
    expect(new Set(written).size).toBe(MESSAGES);
    expect(shell).toEqual(written);
    expect(mcp).toEqual(written);
    expect(Math.min(kills.shell, kills.mcp)).toBeGreaterThan(2);
  } finally {
    clearTimeout(late);
    stop();
    await session.close();
    await store.close();
    await rm(folder, { recursive: true, force: true });
  }

  /** `teamwright listen --follow`, killed and begun again where its last whole line ended. */
  async function byShell(from: number): Promise<string[]> {
    const bodies: string[] = [];
    let at = from;
    while (bodies.length < MESSAGES && !failed.signal.aborted) {
      const follow = ["--follow", "--session", LOG, "--types", "message"];
      const child = node(cli, "listen", ...follow, "--since", String(at));
      const until = Math.min(MESSAGES, bodies.length + 1 + Math.floor(random() * 250));
      let rest = "";
      for await (const chunk of child.stdout) {
        const lines = (rest + String(chunk)).split("\n");
        rest = lines.pop()!;
        // What a chunk holds beyond that was never read: the next listener says it again.
        for (const line of lines) if (bodies.length < until) at = hear(bodies, JSON.parse(line) as Heard);
        if (bodies.length >= until) break;
      }
      const gone = ended(child);
      child.kill("SIGKILL");
      await gone;
      killed("shell");
    }
    return bodies;
  }

  /** The wait tool, of a server that is killed with a call under way. What it had not answered is asked of the next. */
  async function byWait(from: number): Promise<string[]> {
    const bodies: string[] = [];
    let at = from;
    while (bodies.length < MESSAGES && !failed.signal.aborted) {
      const { client, call, close } = await overStdio(ERAS[kills.mcp % 2]!, {
        profile: "worker",
        workspaces: [folder],
      });
      const until = Math.min(MESSAGES, bodies.length + 1 + Math.floor(random() * 250));
      const wait = () => call("wait", { session: LOG, since: at, types: ["message"], seconds: 5 });
      while (bodies.length < until && !failed.signal.aborted) {
        const { result } = await wait();
        for (const heard of result.events as Heard[]) hear(bodies, heard);
        at = result.position;
      }
      const lost = wait().catch(() => undefined);
      process.kill((client.transport as unknown as { pid: number }).pid, "SIGKILL");
      await lost;
      await close();
      killed("mcp");
    }
    return bodies;
  }

  function node(...args: string[]): Child {
    const child = spawn(process.execPath, ["--conditions=source", ...args], {
      cwd: folder,
      stdio: ["pipe", "pipe", "inherit"],
    });
    children.add(child);
    child.once("exit", () => children.delete(child));
    return child;
  }
});

function hear(bodies: string[], { events, position }: Heard): number {
  bodies.push(...events.map(({ body }) => body));
  return position;
}

const ended = (child: Child) => new Promise<number | null>((done) => child.once("exit", done));
