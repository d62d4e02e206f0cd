// Rules of `select`: which pipeline is taken when none is named.
import type { Team } from "@teamwright/core";
import type { Say } from "./lint-team.ts";
import { nameOne, ownValue } from "./named.ts";

export function lintSelect(team: Team, say: Say): void {
  const open = team.select.findIndex((s) => s.when === undefined);
  for (const [i, entry] of team.select.entries()) {
    if (!ownValue(team.pipelines, entry.pipeline))
      say(
        "SELECT_UNKNOWN",
        ["select", i],
        `There is no pipeline ${entry.pipeline}.`,
        `${nameOne(entry.pipeline, Object.keys(team.pipelines))}.`,
      );
    if (open >= 0 && i > open)
      say(
        "SELECT_DEAD",
        ["select", i],
        `${entry.pipeline} is never reached: an entry before it has no condition.`,
        "Move the entry without a condition to the end.",
      );
  }
  if (team.select.length > 0 && open < 0)
    say(
      "SELECT_GAP",
      ["select"],
      "No entry applies when none of the conditions holds.",
      "End with an entry without a condition.",
      "warning",
    );
}
