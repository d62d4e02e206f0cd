import { appendFile, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { memoryStore } from "@teamwright/core/store";
import { openSession, type Session } from "@teamwright/runtime";
import { COORDINATOR, sampleTeam } from "@teamwright/testing";
import { afterEach, expect, it } from "vitest";
import { project, rebuild, report } from "../src/index.ts";

const PHASES = { context: "", work: "look around", validate: "" };
const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});
async function started(): Promise<{ session: Session; root: string; say: (body: string) => Promise<unknown> }> {
  const root = await mkdtemp(join(tmpdir(), "teamwright-views-"));
  folders.push(root);
  const session = await openSession(memoryStore(), "SMP-1");
  await session.run({
    name: "session.start",
    input: { session: "SMP-1", team: sampleTeam(), requirement: "r" },
    actor: COORDINATOR,
  });
  return { session, root, say: (body) => session.run({ name: "msg.post", input: { body }, actor: COORDINATOR }) };
}
const bodies = async (folder: string) =>
  (await readFile(join(folder, ".msg", "messages.jsonl"), "utf8"))
    .trim()
    .split("\n")
    .map((l) => JSON.parse(l).body);

it("show each message once, heal after a torn write, and rebuild to the same", async () => {
  const { session, root, say } = await started();
  await say("one");
  const folder = await project(session, root);
  await project(session, root);
  await appendFile(join(folder, ".msg", "messages.jsonl"), '{"torn');
  await say("two");
  await project(session, root);
  expect(await bodies(folder)).toEqual(["one", "two"]);
  const before = await readFile(join(folder, ".msg", "messages.jsonl"), "utf8");
  await rebuild(session, root);
  expect(await readFile(join(folder, ".msg", "messages.jsonl"), "utf8")).toBe(before);
});

it("survive two writers at once", async () => {
  const { session, root, say } = await started();
  for (let i = 0; i < 40; i++) {
    await say(`m${i}`);
    await Promise.all([project(session, root), project(session, root), project(session, root)]);
  }
  expect(await bodies(await project(session, root))).toEqual(Array.from({ length: 40 }, (_, i) => `m${i}`));
});

it("keep hostile text inside its cell", async () => {
  const { session, root } = await started();
  await session.run({
    name: "task.create",
    input: { prefix: "BUILD", title: "a | b\n| c | <script>" },
    actor: COORDINATOR,
  });
  const board = await readFile(join(await project(session, root), "board.md"), "utf8");
  expect(board).toContain("a \\| b \\| c \\| &lt;script&gt;");
  expect(board).toContain(`as of position ${session.position}`);
});

it("tell the story of a session", async () => {
  const { session } = await started();
  const { result } = (await session.run({
    name: "task.claim",
    input: { task: "EXPLORE-001", owner: "a" },
    actor: COORDINATOR,
  })) as { result: { token: string } };
  await session.run({
    name: "task.fail",
    input: { task: "EXPLORE-001", token: result.token, reason: "no network" },
    actor: COORDINATOR,
  });
  await session.run({ name: "task.claim", input: { task: "EXPLORE-001", owner: "b" }, actor: COORDINATOR });
  expect(await report(session)).toContain("EXPLORE-001: a (no network); b took over from the start");
});

it("keep what each role found by task, and which explorations there are", async () => {
  const { session, root } = await started();
  const { result } = (await session.run({
    name: "task.claim",
    input: { task: "EXPLORE-001", owner: "a" },
    actor: COORDINATOR,
  })) as { result: { token: string } };
  const artifact = "explorations/callers.json";
  await session.run({
    name: "task.complete",
    input: { task: "EXPLORE-001", token: result.token, summary: "two callers", artifact, data: { angle: "callers" } },
    actor: COORDINATOR,
  });
  const folder = await project(session, root);
  const read = async (...path: string[]) => JSON.parse(await readFile(join(folder, ...path), "utf8"));
  const { position } = session;
  expect(await read(".msg", "meta.json")).toMatchObject({
    position,
    status: "active",
    role_state: { explorer: { "EXPLORE-001": { summary: "two callers", owner: "a", data: { angle: "callers" } } } },
  });
  expect(await read("explorations", "cache-index.json")).toEqual({
    position,
    entries: [
      {
        id: "callers",
        angle: "callers",
        task: "EXPLORE-001",
        role: "explorer",
        file: artifact,
        summary: "two callers",
        position,
      },
    ],
  });
});

it("keep explorations in files that no angle can lead out of their folder", async () => {
  const { session, root } = await started();
  const save = (angle: string, text: string, renew = false) =>
    session.run({ name: "explore.save", input: { angle, summary: "s", text, renew }, actor: COORDINATOR });
  await save("../../etc: PASSWD", "one");
  await save("日本の ".repeat(40), "two");
  const folder = await project(session, root);
  await save("etc passwd", "three", true);
  await project(session, root);
  const files = (await readdir(join(folder, "explorations", "saved"))).toSorted();
  expect(files).toEqual(["etc-passwd.md", `${"日本の-".repeat(15)}.md`]);
  const text = await readFile(join(folder, "explorations", "saved", "etc-passwd.md"), "utf8");
  expect(text).toMatch(/^# \.\.\/\.\.\/etc: PASSWD\n\ns \(coordinator, .*\)\n\none\n\n# etc passwd\n[^]*three\n\n$/);
  const index = async () => readFile(join(folder, "explorations", "cache-index.json"), "utf8");
  const before = await index();
  expect(JSON.parse(before).entries.map((e: { angle: string }) => e.angle)).toHaveLength(2);
  await rebuild(session, root);
  expect(await index()).toBe(before);
});

it("begin anew when what they remember cannot be read", async () => {
  const { session, root, say } = await started();
  await say("one");
  const folder = await project(session, root);
  await appendFile(join(folder, ".shown.json"), "{");
  await say("two");
  await project(session, root);
  expect(await bodies(folder)).toEqual(["one", "two"]);
});

it("have a file for each role, also for one that was added while the session ran", async () => {
  const { session, root } = await started();
  const folder = await project(session, root);
  expect(await readdir(join(folder, "roles"))).toContain("reviewer.md");
  const role = { name: "guard-two", prefixes: ["GUARD"], summary: '"quoted": yes\n---\n# no', phases: PHASES };
  await session.run({ name: "role.add", input: { role }, actor: COORDINATOR });
  await project(session, root);
  const text = await readFile(join(folder, "roles", "guard-two.md"), "utf8");
  expect(text.split("\n").slice(0, 5)).toEqual([
    "---",
    'role: "guard-two"',
    'summary: "\\"quoted\\": yes\\n---\\n# no"',
    'prefix: "GUARD"',
    "inner_loop: false",
  ]);
  expect(text).toContain("## Phase 3: Work\n\nlook around\n");
});
