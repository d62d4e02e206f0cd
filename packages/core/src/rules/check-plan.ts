import type { Plan } from "../analysis.ts";
import { type Draft, reject } from "../draft.ts";
import { LIMITS } from "../limits.ts";
import { turnCircles } from "./turn-circles.ts";
import { ungated } from "./ungated.ts";
import { needsOf, type Node, type Role, roleOfPrefix, type Team } from "../team.ts";

/**
 * Throws unless the plan fits the session: roles and prefixes nobody has yet, as many as may be added; nodes with new names,
 * for roles that there are, that need nodes that there are, in no circle. Returns the nodes that were there already and now
 * need new ones.
 */
export function checkPlan(draft: Draft, plan: Omit<Plan, "summary">): Record<string, Node> {
  const { session } = draft;
  const count = Object.keys(plan.nodes).length;
  if (count === 0 && plan.roles.length === 0)
    throw reject(
      "INPUT_INVALID",
      { issues: [{ field: "tasks", problem: "is empty" }] },
      { message: "The analysis has no roles and no tasks." },
    );
  const { max_new_roles: max } = session.team.limits;
  if (session.pipeline !== undefined && session.new_roles + plan.roles.length > max)
    throw reject("ROLE_LIMIT", { max });
  if (count > LIMITS.list) throw reject("LIMIT_EXCEEDED", { limit: "nodes", max: LIMITS.list, got: count });
  if (session.seq + count > session.max_tasks)
    throw reject("LIMIT_EXCEEDED", { limit: "max_tasks", max: session.max_tasks, got: session.seq + count });
  const team = withRoles(session.team, plan.roles);
  for (const name of plan.input)
    if (!Object.hasOwn(session.input, name)) throw reject("PIPELINE_INPUT", { input: name });
  const known = session.team.pipelines[plan.pipeline]?.nodes ?? {};
  for (const [name, node] of Object.entries(plan.nodes)) {
    if (Object.hasOwn(known, name)) throw reject("NODE_EXISTS", { node: name });
    checkSeats(team, node);
  }
  const old: Record<string, Node> = {};
  for (const [name, later] of Object.entries(plan.before))
    for (const node of later) {
      if (!Object.hasOwn(plan.nodes, name))
        throw reject("NODE_UNKNOWN", { node: name, nodes: Object.keys(plan.nodes) });
      const found = old[node] ?? known[node];
      if (!found) throw reject("NODE_UNKNOWN", { node, nodes: Object.keys(known) });
      old[node] = { ...found, needs: [...new Set([...found.needs, name])] };
    }
  const all = { ...known, ...plan.nodes, ...old };
  checkOrder(all);
  const [turn] = turnCircles(all);
  if (turn) throw reject("TASK_NEEDS_CYCLE", { cycle: [turn.first, turn.need, turn.node, turn.first] });
  const past = ungated(all).find(
    ({ gate, node }) => Object.hasOwn(plan.nodes, gate) || Object.hasOwn(plan.nodes, node),
  );
  if (past) throw reject("NODE_UNGATED", { ...past });
  return old;
}

function withRoles(team: Team, roles: readonly Role[]): Team {
  let grown = team;
  for (const role of roles) {
    const clash = role.prefixes.find((prefix) => roleOfPrefix(grown, prefix));
    if (Object.hasOwn(grown.roles, role.name) || clash)
      throw reject("ROLE_EXISTS", { role: role.name, prefix: clash ?? null });
    grown = { ...grown, roles: { ...grown.roles, [role.name]: role } };
  }
  return grown;
}

function checkSeats(team: Team, { role: name, prefix, gate, ask }: Node): void {
  const seats = [...(ask ? [] : [{ role: name ?? "", prefix }]), ...(gate ? [gate.revise].flat() : [])];
  for (const seat of seats) {
    const role = Object.hasOwn(team.roles, seat.role) ? team.roles[seat.role] : undefined;
    if (!role || (seat.prefix !== undefined && !role.prefixes.includes(seat.prefix)))
      throw reject("ROLE_UNKNOWN", { role: role ? seat.prefix : seat.role, roles: Object.keys(team.roles) });
  }
}

/** Takes away what needs nothing that is left, until nothing is left; what stays needs itself. */
function checkOrder(nodes: Record<string, Node>): void {
  const waits = new Map<string, number>();
  const behind = new Map<string, string[]>();
  for (const [name, node] of Object.entries(nodes)) {
    const needs = needsOf(node);
    waits.set(name, needs.length);
    for (const need of needs) {
      if (!Object.hasOwn(nodes, need)) throw reject("NODE_UNKNOWN", { node: need, nodes: Object.keys(nodes) });
      behind.set(need, [...(behind.get(need) ?? []), name]);
    }
  }
  const free = [...waits].filter(([, n]) => n === 0).map(([name]) => name);
  for (let name = free.pop(); name !== undefined; name = free.pop()) {
    waits.delete(name);
    for (const next of behind.get(name) ?? []) {
      waits.set(next, waits.get(next)! - 1);
      if (waits.get(next) === 0) free.push(next);
    }
  }
  if (waits.size > 0) throw reject("TASK_NEEDS_CYCLE", { cycle: [...waits.keys()].slice(0, 20) });
}
