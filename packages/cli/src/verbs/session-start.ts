import { join } from "node:path";
import { TeamError } from "@teamwright/core";
import { ANALYSIS_OUTLINE, readIssues, startSession as beginSession } from "@teamwright/pack";
import { newStore, openStore, type Session, type StorePlace } from "@teamwright/runtime";
import type { LogStore } from "@teamwright/core/store";
import { BUNDLED } from "../bundled.ts";
import { chooseTeam } from "../choose-team.ts";
import { actorOf } from "../globals.ts";
import { readSource, textOf } from "../read-source.ts";
import { checkId } from "../run-command.ts";
import { sayRejection } from "../say-rejection.ts";
import { sayResult } from "../say-result.ts";
import { printAnswer } from "../print-answer.ts";
import { projectViews } from "../project-views.ts";
import type { Options } from "../verb-flags.ts";
import type { Invocation } from "../verbs.ts";

export interface Started {
  place: StorePlace;
  store: LogStore;
  session: Session;
  /** What the start answered, or null when it was refused (and said so). */
  result: Record<string, unknown> | null;
  exit: number;
}

/** `session start PACK [REQUIREMENT]`: loads the pack, reads the issues, and makes the session's first record. */
export async function sessionStart(call: Invocation): Promise<number> {
  const started = await startSession(call, call.options);
  if (started.result) {
    await projectViews(started);
    const plan = started.result.unplanned ? howToPlan(started.session.log) : undefined;
    if (call.globals.json) sayResult({ ...started.result, ...(plan ? { plan } : {}) }, started.session.position);
    else {
      await printAnswer("session.start", started.result, call.globals);
      if (plan) process.stdout.write(planText(plan));
      else if (started.session.state.session?.kind !== "board")
        process.stdout.write(`next: beat  teamwright beat --session ${started.session.log}\n`);
    }
  }
  await started.session.close();
  await started.store.close();
  return started.exit;
}

/** What a session without a pipeline waits for, for whoever coordinates it. */
const howToPlan = (session: string) => ({
  command: `teamwright session plan --analysis FILE --session ${session}`,
  schema: join(BUNDLED[0]!, "coordinate", "schemas", "analysis.json"),
  outline: ANALYSIS_OUTLINE,
});

const planText = ({ command, schema, outline }: ReturnType<typeof howToPlan>): string =>
  [
    "next: plan",
    "The session keeps the requirement and waits for its roles and tasks. Find out what the work needs, write an analysis",
    "like this one (YAML or JSON) to a file, and give it with",
    `  ${command}`,
    "`-` reads standard input. What is wrong with it is said by line and column; nothing is lost meanwhile.",
    `All fields: ${schema}`,
    "",
    outline,
  ].join("\n");

/** Starts a session for `session start` and `run`. Throws PACK_INVALID or ANALYSIS_INVALID with the complaints. */
export async function startSession(
  { globals, words }: Pick<Invocation, "globals" | "words">,
  flags: Options,
  at: string = process.cwd(),
): Promise<Started> {
  const { team, pipeline, wanted } = await chooseTeam(words, flags, { globals, at });
  const id = checkId(globals.id);
  const source = flags.issues as string | undefined;
  const issues =
    source === undefined
      ? undefined
      : await readIssues(source, { stdin: source === "-" ? readSource("issues", "-") : "" });
  const requirement = wanted || issues?.map((i) => `${i.id} ${i.title}`).join("; ") || "";
  if (requirement === "")
    throw new TeamError("INPUT_INVALID", {
      message: "Say what is wanted, or give --issues.",
      data: { issues: [{ field: "requirement", problem: "missing" }] },
    });
  const input = { ...parseInput(flags.input), ...(issues ? { issues } : {}) };
  const place = newStore(globals.store, at);
  const store = await openStore(place.url);
  const { session, answer } = await beginSession(store, {
    team,
    requirement,
    input,
    actor: actorOf(globals),
    title: (flags.name as string | undefined) ?? issues?.[0]?.title ?? requirement,
    ...(pipeline === undefined ? {} : { pipeline }),
    ...(globals.session === undefined ? {} : { session: globals.session }),
    ...(id === undefined ? {} : { id }),
  });
  if (!answer.ok) return { place, store, session, result: null, exit: sayRejection(answer.error, globals.json) };
  return {
    place,
    store,
    session,
    result: { ...(answer.result as object), folder: place.root ? join(place.root, "sessions", session.log) : null },
    exit: 0,
  };
}

function parseInput(text: string | true | undefined): Record<string, unknown> {
  if (text === undefined) return {};
  const given = text === true ? "" : textOf("input", text);
  try {
    const value: unknown = JSON.parse(given);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {}
  throw new TeamError("INPUT_INVALID", {
    message: "--input is a JSON object, @file.json, or - for standard input.",
    data: { issues: [{ field: "input", problem: "is not a JSON object" }] },
  });
}
