// The text of a task analysis (YAML or JSON) to a plan that a session can take, or to what is wrong with it, by line and column.
import { type Plan, planOf, TaskAnalysis, type Team } from "@teamwright/core";
import type { PackComplaint } from "./complaint.ts";
import { mendIssue } from "./compose/schema-complaints.ts";
import { sourcedFile } from "./compose/sourced.ts";
import { lintTeam } from "./lint-team.ts";
import { readYaml, type YamlFile } from "./yaml-file.ts";

export interface ReadAnalysis {
  /** Null when something is wrong that nobody can work around. */
  readonly analysis: TaskAnalysis | null;
  /** `team` with the roles of the analysis, and its pipeline as the only one. */
  readonly team: Team | null;
  readonly complaints: PackComplaint[];
}

interface Onto {
  team: Team;
  /** The pipeline of a running session that the analysis adds to. */
  pipeline?: string;
  /** What complaints call the text. */
  path: string;
}

/** With more, one role is mostly another under a second name; the coordinate team upstream makes at most five. */
const MANY_ROLES = 5;

/** Reads and checks the analysis, and puts it onto a team. Never throws on what the text says. */
export function readAnalysis(text: string, { team, pipeline, path }: Onto): ReadAnalysis {
  const file = readYaml(text, path, "roles:");
  const complaints: PackComplaint[] = [...file.complaints];
  const say = (code: string, keys: (string | number)[], words: Pick<PackComplaint, "message" | "fix" | "edits">) =>
    complaints.push({ path, ...file.at(keys), code, severity: "error", ...words });
  const none = { analysis: null, team: null, complaints };
  if (file.data === null) return none;
  const parsed = TaskAnalysis.safeParse(file.data);
  if (!parsed.success) {
    for (const { path: keys, message, ...issue } of parsed.error.issues.slice(0, 50))
      say("ANALYSIS_SCHEMA", keys as string[], {
        message: `${keys.join(".") || "analysis"}: ${issue.code === "invalid_key" ? `no such name; ${issue.issues[0]?.message}` : message}.`,
        fix: "Correct or remove the field; schemas/analysis.json of the coordinate pack lists all.",
        ...mendIssue({ path: keys, message, ...issue }, sourcedFile(file, path), TaskAnalysis),
      });
    return none;
  }
  const plan = planOf(parsed.data);
  const known = team.pipelines[pipeline ?? ""]?.nodes ?? {};
  for (const role of plan.roles)
    if (Object.hasOwn(team.roles, role.name))
      say("ROLE_CLASH", ["roles", role.name], {
        message: `The team has a role ${role.name} already.`,
        fix: "Give its tasks to it, or choose another name.",
      });
  for (const name of Object.keys(plan.nodes))
    if (Object.hasOwn(known, name))
      say("TASK_CLASH", ["tasks", name], {
        message: `The pipeline has a task ${name} already.`,
        fix: "Choose another name.",
      });
  const count = Object.keys(plan.nodes).length;
  if (count === 0 && pipeline === undefined)
    say("TASKS_NONE", ["tasks"], { message: "There is no task.", fix: "Give each piece of the work a task." });
  if (count > team.limits.max_tasks)
    say("TASKS_MANY", ["tasks"], {
      message: `${count} tasks; a session may have ${team.limits.max_tasks}.`,
      fix: "Join what one worker can do, or make one task of it with for_each.",
    });
  if (complaints.some((c) => c.severity === "error")) return none;
  const name = pipeline ?? plan.pipeline;
  const grown = onto(team, name, { plan, say });
  complaints.push(...lintAnalysis(grown, { base: team, name, file, path, plan }));
  const sound = !complaints.some((c) => c.severity === "error");
  return { analysis: sound ? parsed.data : null, team: sound ? grown : null, complaints };
}

function onto(
  team: Team,
  name: string,
  {
    plan,
    say,
  }: {
    plan: Plan;
    say: (code: string, keys: string[], words: Pick<PackComplaint, "message" | "fix">) => void;
  },
): Team {
  const old = team.pipelines[name] ?? { summary: plan.summary, input: plan.input, nodes: {} };
  const nodes = { ...old.nodes, ...plan.nodes };
  for (const [task, later] of Object.entries(plan.before))
    for (const node of later)
      if (Object.hasOwn(nodes, node)) nodes[node] = { ...nodes[node]!, needs: [...nodes[node]!.needs, task] };
      else
        say("NEED_UNKNOWN", ["tasks", task, "before"], {
          message: `${task} comes before ${node}, which this pipeline does not have.`,
          fix: `Name one of ${Object.keys(nodes).slice(0, 20).join(", ")}.`,
        });
  return {
    ...team,
    roles: { ...team.roles, ...Object.fromEntries(plan.roles.map((role) => [role.name, role])) },
    pipelines: { [name]: { ...old, nodes } },
    perspectives: { ...team.perspectives, ...plan.perspectives },
    limits: plan.max_parallel === undefined ? team.limits : { ...team.limits, max_parallel: plan.max_parallel },
    select: [],
  };
}

/** The rules of every pack, at the places of the analysis. What is said of the team without it is left out. */
function lintAnalysis(
  grown: Team,
  { base, name, file, path, plan }: { base: Team; name: string; file: YamlFile; path: string; plan: Plan },
): PackComplaint[] {
  const placeOf = (keys: readonly (string | number)[]) => ({
    path,
    ...file.at(keys[0] === "pipelines" ? ["tasks", ...keys.slice(3)] : keys),
  });
  const said = (team: Team) => lintTeam(team, placeOf);
  const old = base.pipelines[name];
  const before = said({ ...base, pipelines: old ? { [name]: old } : {}, select: [] });
  const known = new Set(before.map(({ code, message }) => `${code} ${message}`));
  const found = said(grown).filter(({ code, message }) => !known.has(`${code} ${message}`));
  if (plan.roles.length > MANY_ROLES)
    found.push({
      path,
      ...file.at(["roles"]),
      code: "ROLES_MANY",
      severity: "warning",
      message: `${plan.roles.length} roles; with more than ${MANY_ROLES} most wait for each other.`,
      fix: "Join roles that need the same knowledge.",
    });
  return found;
}
