import type { Team } from "@teamwright/core";
import type { PlayScript } from "./play-script.ts";
import { type Played, playTeam } from "./play-team.ts";

export interface PlayResult {
  script: PlayScript;
  played?: Played;
  /** What is not as the script expects; empty when it passed. */
  wrong: string[];
}

/** Plays a script and compares with what it expects. A play that cannot go on is a failed one. */
export async function checkPlay(team: Team, script: PlayScript): Promise<PlayResult> {
  let played: Played;
  try {
    played = await playTeam(team, script);
  } catch (error) {
    return { script, wrong: [(error as Error).message] };
  }
  const { chain, status, asks, options = {}, tasks = {} } = script.expect;
  const wrong: string[] = [];
  const compare = (what: string, got: unknown, want: unknown) => {
    if (want !== undefined && JSON.stringify(got) !== JSON.stringify(want))
      wrong.push(`${what}\n  got   ${String(got)}\n  want  ${String(want)}`);
  };
  compare("chain", played.chain, chain?.trim().replace(/\s+/g, " "));
  compare("status", played.status, status);
  compare("asks", played.asks, asks);
  for (const [id, wanted] of Object.entries(options)) compare(`options of ${id}`, played.options[id], wanted);
  for (const [id, wanted] of Object.entries(tasks)) compare(id, played.tasks[id], wanted);
  return { script, played, wrong };
}
