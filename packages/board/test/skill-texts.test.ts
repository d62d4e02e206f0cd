// The tracking skills, word for word: every command here is a line of their text with its names filled in, given to a real shell.
import { spawn } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, it } from "vitest";
import { bin, type Loose, World } from "./kit.ts";

const skills = join(dirname(fileURLToPath(import.meta.url)), "../../../skills/tracking");
const text = (path: string) => readFileSync(join(skills, path), "utf8");
const LEAD = text("SKILL.md");
const PLAN = text("references/plan.md");
const EXECUTE = text("skills/team-tracking-execute/SKILL.md");
const SUPERVISE = text("skills/team-tracking-supervise/SKILL.md");

/** The lines of a skill's shell blocks that hold `words`; exactly one, with every name in capitals filled in. */
function line(skill: string, words: string, names: Record<string, string> = {}): string {
  const blocks = [...skill.matchAll(/^```sh\n(.*?)^```$/gms)].flatMap((m) => m[1]!.trim().split("\n"));
  const found = blocks.filter((l) => l.includes(words));
  if (found.length !== 1) throw new Error(`${found.length} lines of the skill hold \`${words}\``);
  const all: Record<string, string> = { PROJECT: "P", ...names };
  return found[0]!.replaceAll(/\b[A-Z]{2,}\b/g, (name) => {
    if (all[name] === undefined && !/^(ESCALATION)$/.test(name)) throw new Error(`nothing for ${name} in ${found[0]}`);
    return all[name] ?? name;
  });
}

let w: World;
/** Gives a line to a shell. Resolves to what it printed; rejects with it when the line fails. */
function sh(command: string): Promise<string> {
  return new Promise((done, failed) => {
    const PATH = `${join(w.folder, "bin")}:${process.env.PATH}`;
    const child = spawn("sh", ["-c", command], { cwd: w.folder, env: { ...process.env, PATH } });
    let out = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (out += String(chunk)));
    child.on("close", (code) => (code === 0 ? done(out) : failed(new Error(`${command}\n${out}`))));
  });
}
const json = async (command: string): Promise<Loose> => JSON.parse(await sh(command));
const board = async () => (await json(`${line(LEAD, "team-tracking status")} --json`)).tickets as Loose[];
const ticket = async (id: string) => (await board()).find((t) => t.ref.id === id)!;

beforeEach(() => {
  w = new World();
  w.git("init", "-qb", "main");
  writeFileSync(join(w.folder, ".gitignore"), "bin\n.teamwright\n");
  w.commit("README.md");
  mkdirSync(join(w.folder, "bin"));
  const shim = join(w.folder, "bin", "team-tracking");
  writeFileSync(shim, `#!/bin/sh\nexec "${process.execPath}" --conditions=source "${bin}" "$@"\n`);
  chmodSync(shim, 0o755);
});
afterEach(() => w[Symbol.dispose]());

/** What the planner does by its skill: tickets, and a list of whom to start. */
async function plan(): Promise<Loose[]> {
  await sh(line(LEAD, "team-tracking init"));
  expect(await json(line(PLAN, "team-tracking list"))).toEqual([]);
  const words = { TITLE: "Sign in", BODY: "Done when it works." };
  const story = (await json(line(PLAN, "--type=story", words))).id;
  const task = (await json(line(PLAN, "--type=task", { ...words, PARENT: story }))).id;
  await sh(line(PLAN, "--status=Todo", { ID: task }));
  const below: string[] = [];
  for (const area of ["auth", "page", "review"]) {
    const command = line(PLAN, "--type=subtask", { ...words, PARENT: task }).replace("src/area", `src/${area}`);
    below.push((await json(command)).id);
  }
  const example = JSON.parse(/```json\n(.*?)```/s.exec(PLAN)![1]!.replaceAll("PROJECT", "P"));
  const [entry] = example.dispatch_list;
  const rows = below.map((id, n) => ({
    ...entry,
    ref: { project: "P", id },
    role: n < 2 ? "implementer" : "code-reviewer",
    // The second brief lacks the first line, which is then put before it.
    brief: n === 0 ? entry.brief : "Look closely.",
    depends_on: n < 2 ? [] : below.slice(0, 2),
  }));
  const last = `Here is what to start.\n\n\`\`\`json\n${JSON.stringify({ ...example, dispatch_list: rows })}\n\`\`\`\n`;
  writeFileSync(join(w.folder, "plan.md"), last);
  return (await json(line(SUPERVISE, "check-plan", { FILE: "plan.md" }))).dispatch_list;
}

/** What a specialist does first: the line of its brief, and nothing else. */
async function begin(brief: string): Promise<{ token: string; acquired_at: string }> {
  const command = /^Use skill team-tracking-execute\. .* run via bash: (team-tracking acquire .*)$/m.exec(brief)![1]!;
  const { lock_token: token, acquired_at } = await json(command);
  return { token, acquired_at };
}

it(
  "lead from a requirement to Done, with two specialists at work, a question and a detour",
  { timeout: 240_000 },
  async () => {
    const list = await plan();
    expect(list.map((row) => row.depends_on.length)).toEqual([0, 0, 2]);
    const [a, b, review] = [await begin(list[0]!.brief), await begin(list[1]!.brief), list[2]!];
    const [A, B] = [list[0]!.ref.id, list[1]!.ref.id];
    await expect(sh(line(EXECUTE, "acquire", { ID: A, ROLE: "x", N: "9" }))).rejects.toThrow("ELOCKED");

    // A question finds its specialist, and the answer whoever asked, through their listeners alone.
    const worker = json(line(EXECUTE, "listen", { ID: A, CURSOR: a.acquired_at }));
    const asked = await json(line(SUPERVISE, "--kind=question", { ID: A, BODY: "Which library?" }));
    const heard = (await worker).events.at(-1);
    expect(heard).toMatchObject({ type: "message", kind: "question", message_id: asked.id, body: "Which library?" });
    expect((await ticket(A)).open_questions).toMatchObject([{ id: asked.id, overdue: false }]);
    const lead = json(line(SUPERVISE, "listen", { CURSOR: heard.at }));
    const said = { ID: A, ROLE: "implementer", N: "1", MESSAGE: heard.message_id, BODY: "None." };
    await sh(line(EXECUTE, "--kind=response", said));
    const response = (await lead).events.at(-1);
    expect(response).toMatchObject({ kind: "response", in_reply_to: asked.id });
    const seconds = (Date.parse(response.at.slice(0, 23) + "Z") - Date.parse(asked.at.slice(0, 23) + "Z")) / 1000;
    expect(seconds).toBeLessThan((await json(line(LEAD, "reconfigure --project=PROJECT --lock"))).answer_seconds);
    await sh(line(SUPERVISE, "--kind=ack", { ID: A, MESSAGE: response.message_id, BODY: "Good." }));
    expect((await ticket(A)).open_questions).toEqual([]);

    // One leaves its way: the board shows it beside what it says of itself; a nudge brings it back.
    w.git("checkout", "-qb", "work");
    const off = w.commit("billing/b.ts");
    const report = { UPDATE: "wrote page.test.ts", SUMMARY: "all there" };
    await sh(line(EXECUTE, "checkpoint", { ID: B, TOKEN: b.token, SHA: off, ...report }));
    const swept = await sh(line(SUPERVISE, "team-tracking status"));
    expect(swept).toContain("outside_scope: Changed outside src/page.");
    expect(swept).toContain("tests_absent: Tests are named that the commits do not have.");
    expect(await sh(line(SUPERVISE, "git show", { SHA: off }))).toContain("billing/b.ts");
    await sh(line(SUPERVISE, "--kind=nudge", { ID: B, BODY: "Stay in src/page." }));
    const { events } = await json(line(EXECUTE, "listen", { ID: B, CURSOR: b.acquired_at }));
    expect(events.at(-1)).toMatchObject({ kind: "nudge", body: "Stay in src/page." });
    w.git("reset", "-q", "--hard", "main");
    const on = w.commit("src/page/page.ts", "src/page/page.test.ts");
    await sh(line(EXECUTE, "checkpoint", { ID: B, TOKEN: b.token, SHA: on, ...report }));
    expect((await ticket(B)).drift).toEqual([]);

    // Both give back; what waited for them starts, and what is above them is done.
    const progress = line(EXECUTE, 'progress --project=PROJECT --ticket-id=ID --lock-token=TOKEN --update="UPDATE"', {
      ...{ ID: A, TOKEN: a.token },
      ...report,
    });
    await sh(progress);
    await sh(line(EXECUTE, "--final-status=Done", { ID: A, TOKEN: a.token }));
    await sh(line(EXECUTE, "--final-status=Done", { ID: B, TOKEN: b.token }));
    const last = await begin(review.brief);
    await sh(line(EXECUTE, "team-tracking log", { ID: review.ref.id, LINE: "read every file" }));
    await sh(line(EXECUTE, "--final-status=Done", { ID: review.ref.id, TOKEN: last.token }));
    expect((await board()).map((t) => [t.ref.id, t.status]).toSorted()).toEqual([
      ["STORY-001", "Done"],
      ["SUB-001", "Done"],
      ["SUB-002", "Done"],
      ["SUB-003", "Done"],
      ["TASK-001", "Done"],
    ]);
  },
);

it("lead a blocked ticket to a new plan, and refuse one that no longer fits", { timeout: 120_000 }, async () => {
  const list = await plan();
  const id = list[0]!.ref.id;
  const { token } = await begin(list[0]!.brief);
  await expect(sh(line(SUPERVISE, "check-plan", { FILE: "plan.md" }))).rejects.toThrow(`${id} is held by`);
  const words = { ID: id, TOKEN: token, UPDATE: "two things in one", SUMMARY: "cut: tokens | providers" };
  await sh(line(EXECUTE, "ESCALATION", words));
  await sh(line(EXECUTE, "--final-status=Blocked", { ID: id, TOKEN: token }));
  expect(await ticket(id)).toMatchObject({ status: "Blocked", progress_summary: "cut: tokens | providers" });
  const told = await json(line(PLAN, "team-tracking events", { ID: id }));
  expect(told.at(-1)).toMatchObject({ type: "status_change", to_status: "Blocked" });
  const types = line(SUPERVISE, "--types=checkpoint,progress", { ID: id });
  expect((await json(types)).map((e: Loose) => e.update)).toEqual(["ESCALATION: two things in one"]);
});

it("name every word of the shell, and no other", async () => {
  const usage = text("references/usage.md");
  const known = (await sh("team-tracking help")).split(" ")[1]!.split("|");
  const named = [...usage.matchAll(/^\| (`[a-z`, -]+`) \|/gm)].flatMap((m) => m[1]!.replaceAll("`", "").split(", "));
  expect(named.toSorted()).toEqual(known.toSorted());
});
