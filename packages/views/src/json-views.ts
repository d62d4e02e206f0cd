// The views that programs read.
import { sessionStatus, type State } from "@teamwright/core";
import type { Shown } from "./shown.ts";

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** What a program wants to know of a session at a glance. */
export function sessionJson(state: State, shown: Shown): string {
  const { input: _input, team, ...session } = state.session!;
  return json({
    position: state.position,
    ...session,
    team: team.name,
    roles: Object.keys(team.roles),
    asks: sessionStatus(state, shown.at).asks,
  });
}

/** What each role found out, task by task: nothing of one task ever overwrites that of another. The field names are the seeds'. */
export function metaJson(state: State, shown: Shown): string {
  const session = state.session!;
  const roleState: Record<string, Record<string, unknown>> = {};
  for (const { task, role, ...result } of shown.results as { task: string; role: string }[])
    (roleState[role] ??= {})[task] = result;
  return json({
    position: state.position,
    status: session.status,
    created_at: new Date(session.created_at).toISOString(),
    updated_at: new Date(shown.at).toISOString(),
    team_name: session.team.name,
    pipeline_mode: session.pipeline ?? null,
    task_description: session.requirement,
    roles: Object.keys(session.team.roles),
    role_state: roleState,
  });
}

/** Which explorations there are, so that nobody makes one twice. */
export const cacheIndexJson = (shown: Shown): string => json({ position: shown.position, entries: shown.explorations });

/** Every document, what it was made from, and whether it was approved. */
export const manifestJson = (shown: Shown): string => json({ position: shown.position, artifacts: shown.artifacts });
