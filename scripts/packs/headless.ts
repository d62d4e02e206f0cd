// Runs a team headless: a program coordinates, each task is done by a process of its own in a real repository, and all it says goes through the command line.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Team } from "../../packages/core/src/index.ts";
import { parseHost, runTeam } from "../../packages/hosts/src/index.ts";
import { inventInput, inventResults, type Played, PlayScript, playTeam } from "../../packages/pack/src/index.ts";
import type { Session } from "../../packages/runtime/src/index.ts";
import { inWorld } from "./world.ts";

export interface Headless {
  /** What is not as it must be; empty when it passed. */
  wrong: string[];
  /** Tasks that workers did. */
  tasks: number;
}

export interface HeadlessOptions {
  /** Program and first arguments of the command line. */
  cli: readonly string[];
  /** The worker's file. Default: one that does all well. */
  worker?: string;
}

const WORKER = join(import.meta.dirname, "worker.mjs");
const failed = (error: unknown): Headless => ({ wrong: [(error as Error).message], tasks: 0 });

/**
 * Runs `pipeline` by the program of `teamwright run`, with the first option as the answer to each question, and compares it with the
 * play in which all goes well: the same tasks end the same way, each is reported once, and what each made is merged. Rejects nothing.
 */
export const runHeadless = (team: Team, pipeline: string, { cli, worker = WORKER }: HeadlessOptions) =>
  inWorld<Headless>(async ({ folder, storeUrl, session, git, give }) => {
    const input = inventInput(team, pipeline);
    await give("session.start", { session: session.log, team, requirement: "a play", pipeline, input });
    const command = await parseHost(`command:${worker}`);
    const RESULTS = JSON.stringify(inventResults(team, pipeline));
    const host: typeof command = { ...command, start: (w) => command.start({ ...w, env: { ...w.env, RESULTS } }) };
    const played = await playTeam(team, PlayScript.parse({ name: "all goes well", pipeline }));
    const expected = [...played.asks];
    for (;;) {
      const end = await runTeam({ session, repo: folder, root: join(folder, ".teamwright"), storeUrl, host, cli });
      if (end.status !== "asking") {
        const files = git("ls-tree", "--name-only", end.branch).trim().split("\n");
        return compare(session, { played, files });
      }
      for (const { id, cause, question, options } of end.asks) {
        // A worker that fails would otherwise be tried for ever.
        if (expected.shift() !== cause) throw new Error(`A person is asked what no play asks: ${question}`);
        await give("ask.answer", { ask: id, option: options[0]!.id });
      }
    }
  }).catch(failed);

async function compare(
  session: Session,
  { played, files }: { played: Played; files: readonly string[] },
): Promise<Headless> {
  const tasks = [...session.state.tasks.values()];
  const done = tasks.filter(({ status, kind }) => status === "done" && kind !== "ask").map(({ id }) => id);
  const wrong = [
    ...different("status", [session.state.session!.status], [played.status]),
    ...different("tasks", tasks.map(({ id, status }) => `${id}:${status}`), entries(played.tasks)),
    ...different("reported", await reported(session), done),
    ...different("merged", files, done.map((id) => `${id}.txt`)),
  ]; // prettier-ignore
  return { wrong, tasks: done.length };
}

/**
 * Makes a board with an epic, a story, two tasks and a subtask, and has a process work on each ticket that has none below it: the others
 * are done when all below them are. Rejects nothing.
 */
export const runBoard = (team: Team, { cli, worker = WORKER }: HeadlessOptions) =>
  inWorld<Headless>(async ({ folder, storeUrl, session, git, give }) => {
    await give("session.start", { session: session.log, team, requirement: "a board", kind: "board" });
    const ticket = async (type: string, parent?: string) =>
      ((await give("ticket.create", { type, title: `A ${type}`, ...(parent ? { parent } : {}) })) as { id: string }).id;
    const story = await ticket("story", await ticket("epic"));
    const work = [await ticket("subtask", await ticket("task", story)), await ticket("task", story)];
    // A subtask begins there.
    await give("ticket.update", { task: work[1], status: "Todo" });
    const host = await parseHost(`command:${worker}`);
    for (const task of work) {
      const owner = `specialist@${task}`;
      const actor = { kind: "worker", name: owner } as const;
      const { token, bundle } = (await give("task.claim", { task, owner }, actor)) as { token: string; bundle: object };
      const path = join(folder, ".teamwright", `${task}.json`);
      await writeFile(path, JSON.stringify(bundle));
      const env = {
        TEAMWRIGHT_SESSION: session.log,
        TEAMWRIGHT_TASK: task,
        TEAMWRIGHT_TOKEN: token,
        TEAMWRIGHT_STORE: storeUrl,
        TEAMWRIGHT_CLI: JSON.stringify(cli),
        TEAMWRIGHT_BUNDLE: path,
        TEAMWRIGHT_ACTOR: `worker:${owner}`,
        RESULTS: "{}",
      };
      const log = join(folder, ".teamwright", `${task}.log`);
      await (
        await host.start({ argv: [], env, cwd: folder, log })
      ).exited;
    }
    await session.catchUp();
    const tickets = [...session.state.tasks.values()].map(({ id, status }) => `${id}:${status}`);
    const made = git("ls-tree", "--name-only", "HEAD").trim().split("\n");
    const wrong = [
      ...different("tickets", tickets, ["EPIC-001", "STORY-001", "TASK-001", "SUB-001", "TASK-002"].map((id) => `${id}:done`)),
      ...different("reported", await reported(session), work),
      ...different("made", made, work.map((id) => `${id}.txt`)),
    ]; // prettier-ignore
    return { wrong, tasks: work.length };
  }).catch(failed);

const entries = (statuses: Readonly<Record<string, string>>): string[] =>
  Object.entries(statuses).map(([id, status]) => `${id}:${status}`);

/** The tasks that a worker has reported on, once for each report. */
async function reported(session: Session): Promise<string[]> {
  const ids: string[] = [];
  for await (const { commit } of session.feed(0, { follow: false }))
    for (const event of commit.events)
      if (event.type === "task.completed" || event.type === "task.submitted") ids.push(event.task);
  return ids;
}

/** A line when the two do not hold the same. */
function different(what: string, got: readonly string[], want: readonly string[]): string[] {
  const [left, right] = [got.toSorted().join(" "), want.toSorted().join(" ")];
  return left === right ? [] : [`${what}\n  got   ${left}\n  want  ${right}`];
}
