import { type Team, TeamError } from "@teamwright/core";
import { findPack, loadPack } from "@teamwright/pack";
import { findStore, openSession, openStore } from "@teamwright/runtime";
import { analysisIn } from "./analysis-in.ts";
import { BUNDLED } from "./bundled.ts";
import type { Globals } from "./globals.ts";
import type { Options } from "./verb-flags.ts";

export interface Chosen {
  team: Team;
  pipeline?: string;
  /** The words behind the pack: what is wanted. */
  wanted: string;
}

/** The team of a new session: a pack's, with what an analysis adds to it, or that of an earlier session (`--team-of`). */
export async function chooseTeam(
  words: readonly string[],
  flags: Options,
  { globals, at }: { globals: Globals; at: string },
): Promise<Chosen> {
  const named = typeof flags.pipeline === "string" ? { pipeline: flags.pipeline } : {};
  if (typeof flags["team-of"] === "string") {
    if (flags.analysis !== undefined)
      throw new TeamError("INPUT_INVALID", {
        message: "--team-of takes the team as it was; an analysis would be another.",
        hint: "Leave one of them out. `teamwright session plan` adds to a session that runs.",
        data: { issues: [{ field: "analysis", problem: "goes not with --team-of" }] },
      });
    return { ...(await teamOf(flags["team-of"], { globals, at })), ...named, wanted: words.join(" ") };
  }
  if (words.length === 0)
    throw new TeamError("INPUT_INVALID", {
      message: "Which pack?",
      hint: "For example: teamwright session start issue --issues ISSUES.md",
      data: { issues: [{ field: "pack", problem: "missing" }] },
    });
  const { team, complaints } = await loadPack(await findPack(words[0]!, { bundled: BUNDLED }), {
    bundled: BUNDLED,
  });
  if (!team)
    throw new TeamError("PACK_INVALID", {
      data: { issues: complaints.filter((c) => c.severity === "error").slice(0, 20) },
    });
  const wanted = words.slice(1).join(" ");
  if (flags.analysis === undefined) return { team, ...named, wanted };
  return { team: analysisIn(flags.analysis, { team }).team, ...named, wanted };
}

/** The team of a session as it is now, with all that was added while it ran. Throws SESSION_NOT_FOUND, PLAN_MISSING. */
async function teamOf(
  id: string,
  { globals, at }: { globals: Globals; at: string },
): Promise<{ team: Team; pipeline: string }> {
  const store = await openStore(findStore(globals.store, at).url);
  try {
    const session = await openSession(store, id, { mustExist: true });
    const { team, pipeline } = session.state.session!;
    await session.close();
    if (pipeline === undefined) throw new TeamError("PLAN_MISSING", { data: { session: id } });
    return { team, pipeline };
  } finally {
    await store.close();
  }
}
