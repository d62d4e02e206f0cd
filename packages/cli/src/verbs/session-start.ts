import { readFileSync } from "node:fs";
import { join } from "node:path";
import { TeamError } from "@teamwright/core";
import { findPack, loadPack, readIssues, startSession as beginSession } from "@teamwright/pack";
import { newStore, openStore, type Session, type StorePlace } from "@teamwright/runtime";
import type { LogStore } from "@teamwright/core/store";
import { BUNDLED } from "../bundled.ts";
import { actorOf } from "../globals.ts";
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
    if (call.globals.json) sayResult(started.result, started.session.position);
    else await printAnswer("session.start", started.result, call.globals);
  }
  await started.session.close();
  await started.store.close();
  return started.exit;
}

/** Starts a session for `session start` and `run`. Throws PACK_INVALID with the complaints when the pack is broken. */
export async function startSession(
  { globals, words }: Pick<Invocation, "globals" | "words">,
  flags: Options,
  at: string = process.cwd(),
): Promise<Started> {
  if (words.length === 0)
    throw new TeamError("INPUT_INVALID", {
      message: "Which pack?",
      hint: "For example: teamwright session start issue --issues ISSUES.md",
      data: { issues: [{ field: "pack", problem: "missing" }] },
    });
  const pack = await loadPack(await findPack(words[0]!, { bundled: BUNDLED }));
  if (!pack.team)
    throw new TeamError("PACK_INVALID", {
      data: { issues: pack.complaints.filter((c) => c.severity === "error").slice(0, 20) },
    });
  const id = checkId(globals.id);
  const source = flags.issues as string | undefined;
  const issues =
    source === undefined
      ? undefined
      : await readIssues(source, { stdin: source === "-" ? readFileSync(0, "utf8") : "" });
  const requirement = words.slice(1).join(" ") || issues?.map((i) => `${i.id} ${i.title}`).join("; ") || "";
  if (requirement === "")
    throw new TeamError("INPUT_INVALID", {
      message: "Say what is wanted, or give --issues.",
      data: { issues: [{ field: "requirement", problem: "missing" }] },
    });
  const input = { ...parseInput(flags.input), ...(issues ? { issues } : {}) };
  const place = newStore(globals.store, at);
  const store = await openStore(place.url);
  const { session, answer } = await beginSession(store, {
    team: pack.team,
    requirement,
    input,
    actor: actorOf(globals),
    title: (flags.name as string | undefined) ?? issues?.[0]?.title ?? requirement,
    ...(flags.pipeline === undefined ? {} : { pipeline: flags.pipeline as string }),
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
  try {
    const value: unknown = JSON.parse(
      text === true
        ? ""
        : text === "-" || text.startsWith("@")
          ? readFileSync(text === "-" ? 0 : text.slice(1), "utf8")
          : text,
    );
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {}
  throw new TeamError("INPUT_INVALID", {
    message: "--input is a JSON object, @file.json, or - for standard input.",
    data: { issues: [{ field: "input", problem: "is not a JSON object" }] },
  });
}
