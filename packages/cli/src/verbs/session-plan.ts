import { drawPipeline } from "@teamwright/pack";
import { analysisIn } from "../analysis-in.ts";
import { actorOf } from "../globals.ts";
import { open } from "../open.ts";
import { printAnswer } from "../print-answer.ts";
import { projectViews } from "../project-views.ts";
import { checkId } from "../run-command.ts";
import { sayRejection } from "../say-rejection.ts";
import { sayResult } from "../say-result.ts";
import type { Invocation } from "../verbs.ts";

/** `session plan --analysis SRC`: gives a session its roles and tasks, or adds some to it while it runs. */
export async function sessionPlan({ globals, options }: Invocation): Promise<number> {
  const id = checkId(globals.id);
  const opened = await open(globals);
  const { session, store } = opened;
  try {
    const { team, pipeline } = session.state.session!;
    // What was planned by this very command is there already; the kernel knows the command again.
    const repeated = id !== undefined && session.state.seen.has(id);
    const { analysis } = analysisIn(options.analysis, {
      team: repeated ? { ...team, roles: {}, pipelines: {} } : team,
      ...(pipeline === undefined || repeated ? {} : { pipeline }),
    });
    const actor = actorOf(globals);
    const call = { name: "session.plan", input: { analysis }, actor, ...(id === undefined ? {} : { id }) };
    const answer = await session.run(call);
    await projectViews(opened);
    if (!answer.ok) return sayRejection(answer.error, globals.json);
    const result = answer.result as Record<string, unknown>;
    if (globals.json) sayResult(result, answer.position);
    else {
      await printAnswer("session.status", result, globals);
      process.stdout.write(`${drawPipeline(session.state.session!.team, session.state.session!.pipeline!, "text")}\n`);
    }
    return 0;
  } finally {
    await session.close();
    await store.close();
  }
}
