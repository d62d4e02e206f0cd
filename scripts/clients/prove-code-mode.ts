// The issue team with a model that calls its tools from inside of a script: what our texts and hooks are worth then.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { MEDDLED } from "./mischief.ts";
import { board, is, NONE, type Report } from "./outcome.ts";
import type { Packs } from "./packs.ts";
import { PROMPT } from "./prove-issue.ts";
import { stuckAt, workerCalls } from "./read-session.ts";
import { exchanges, ours } from "./talk.ts";
import { makeRepository, runSession, type World } from "./world.ts";

/** One of the models that the client itself lists for workers. */
const MODEL = "gpt-6.1-sol";

export async function codeMode(world: World, _: Packs, report: Report): Promise<void> {
  const checks = {
    scripts: "code mode: tools are offered inside of one script",
    claims: "code mode: workers claim, leave checkpoints and complete",
    done: "code mode: the board ends done",
    lock: "code mode: a hook keeps the coordinator from editing and building",
    names: "code mode: a hook says for an agent who calls",
  };
  if (world.pinned.host !== "codex") {
    for (const check of Object.values(checks)) report(check, NONE("has no code mode"));
    return;
  }
  const repo = makeRepository(world, "code-mode");
  const mischief = { meddles: true, slips: true };
  const session = await runSession(world, { repo, prompt: PROMPT, mischief, model: MODEL, name: "code-mode" });
  const stuck = () => stuckAt(session);
  const main = session.exchanges.findLast(({ worker }) => worker === undefined);
  const tools = main?.tools ?? [];
  report(
    checks.scripts,
    is(tools.includes("functions.exec") && !tools.includes("exec_command"), () => tools.join(", ")),
  );
  const rows = board(repo);
  const calls = workerCalls(session);
  const wanted = ["task.claim", "task.checkpoint", "task_complete"];
  const counts = wanted.map((command) => calls.filter((call) => call === command).length);
  report(
    checks.claims,
    is(
      rows.length >= 4 && counts.every((count) => count === rows.length),
      () => `${counts.join(", ")} of ${rows.length}. ${stuck()}`,
    ),
  );
  const open = rows.filter(({ status }) => status !== "done");
  report(
    checks.done,
    is(rows.length >= 4 && open.length === 0, () => `${open.length} of ${rows.length} open. ${stuck()}`),
  );
  const tried = exchanges(main?.turns ?? []).filter(({ input }) => JSON.stringify(input).includes(MEDDLED));
  const made = [MEDDLED, `${MEDDLED}.built`].filter((file) => existsSync(join(repo, file)));
  const said = () => `tried ${tried.length}, done ${made.join(", ")}: ${tried[0]?.text?.slice(0, 200)}`;
  report(
    checks.lock,
    is(tried.length === 2 && made.length === 0 && tried.every(({ text }) => text?.includes("You coordinate")), said),
  );
  const slip = session.exchanges
    .flatMap(({ turns }) => exchanges(turns))
    .find(({ input }) => input["commit"] !== undefined && input["token"] === undefined);
  report(
    checks.names,
    is(ours(slip?.text)?.ok, () => slip?.text?.slice(0, 200) ?? "no such call"),
  );
}
