import { execFileSync, spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { openSession, openStore } from "@teamwright/runtime";
import { COORDINATOR, sampleTeam } from "@teamwright/testing";
import { beforeAll, expect, it } from "vitest";

const here = dirname(fileURLToPath(import.meta.url));
const TASKS = 400;
const PROCESSES = 8;

const dist = join(here, "..", "dist");
beforeAll(() => execFileSync("npx", ["--no-install", "tsup"], { cwd: join(here, ".."), stdio: "ignore" }), 120_000);

// What one verb needs must not be paid for by each call. It was 520 KB when one file imported all of zod.
it("every call loads at most 220 KB", () => {
  const seen = new Set<string>();
  const load = (name: string): number => {
    if (seen.has(name)) return 0;
    seen.add(name);
    const text = readFileSync(join(dist, name), "utf8");
    const imports = [...text.matchAll(/(?:from|import)\s*["']\.\/([^"']+)["']/g)].map((m) => m[1]!);
    return text.length + imports.map(load).reduce((a, b) => a + b, 0);
  };
  const main = readdirSync(dist).find((name) => /^main-.*\.js$/.test(name))!;
  const size = load(main);
  expect(seen.size).toBeGreaterThan(3);
  expect(size).toBeLessThan(220_000);
});

it(
  "eight processes race for 400 tasks through the command line: 400 claims, no double",
  { timeout: 180_000 },
  async () => {
    const folder = await mkdtemp(join(tmpdir(), "teamwright-race-"));
    const url = `file:${join(folder, ".teamwright", "store")}`;
    const store = await openStore(url);
    const session = await openSession(store, "SMP-race");
    await session.run({
      name: "session.start",
      input: { session: "SMP-race", team: sampleTeam(), requirement: "race", max_tasks: 1_000 },
      actor: COORDINATOR,
    });
    await session.runAll(
      Array.from({ length: TASKS }, (_, i) => ({
        name: "task.create",
        input: { prefix: "BUILD", title: `t${i}` },
        actor: COORDINATOR,
      })),
    );
    const outputs = await Promise.all(
      Array.from({ length: PROCESSES }, async (_, i) => {
        const child = spawn(
          process.execPath,
          [join(here, "race-worker.mjs"), join(here, "..", "dist", "bin.js"), `w${i}`],
          { cwd: folder },
        );
        let out = "";
        child.stdout.on("data", (d: Buffer) => (out += d.toString()));
        await new Promise((done) => child.once("exit", done));
        return out.trim().split("\n").filter(Boolean);
      }),
    );
    const claims = outputs.flat();
    expect(claims.filter((c) => c.startsWith("refused"))).toEqual([]);
    expect(claims).toHaveLength(TASKS);
    expect(new Set(claims).size).toBe(TASKS);
    await session.catchUp();
    const owners = [...session.state.tasks.values()].filter((t) => t.claim).map((t) => t.claim!.owner);
    expect(owners).toHaveLength(TASKS);
    expect(outputs.every((o) => o.length > 0)).toBe(true);
    await session.close();
    await store.close();
    await rm(folder, { recursive: true, force: true });
  },
);
