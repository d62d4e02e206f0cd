import { join, resolve } from "node:path";
import { TaskId, TeamError } from "@teamwright/core";
import { restore } from "@teamwright/hosts";
import { badInput } from "../bad-input.ts";
import { open } from "../open.ts";
import { sayResult } from "../say-result.ts";
import type { Invocation } from "../verbs.ts";

/** `task restore ID [--repo PATH] [--path DIR]`: a working tree at the task's last checkpoint. Throws TASK_NOT_FOUND, GIT_FAILED. */
export async function taskRestore({ globals, words, options }: Invocation): Promise<number> {
  const [id] = words;
  if (!TaskId.safeParse(id).success)
    throw badInput("task", "missing", { message: "Name the task, like `task restore BUILD-001`." });
  const repo = resolve(typeof options.repo === "string" ? options.repo : ".");
  const { session, store, place } = await open(globals, { whole: true });
  const task = session.state.tasks.get(id!);
  await session.close();
  await store.close();
  if (!task) throw new TeamError("TASK_NOT_FOUND", { data: { task: id } });
  if (!task.checkpoint)
    throw new TeamError("TASK_STATE", {
      message: `${id} has no checkpoint yet.`,
      hint: "Begin from the branch as it is.",
      data: { task: id, status: task.status, allowed: [] },
    });
  const name = `${session.log}/${id}`;
  const path =
    typeof options.path === "string"
      ? resolve(options.path)
      : join(place.root ?? join(repo, ".teamwright"), "worktrees", session.log, `${id}-restored`);
  const result = await restore(repo, {
    path,
    name,
    commit: task.checkpoint.commit,
    branch: `teamwright/${name}-restored`,
  });
  if (globals.json) sayResult(result, session.position);
  else {
    process.stdout.write(`${result.path}\n  at ${result.commit}\n`);
    if (result.set_aside) process.stdout.write(`  what was there is kept: git stash apply ${result.set_aside}\n`);
  }
  return 0;
}
