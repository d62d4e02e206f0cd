// The part of the error table that is about roles and nodes that a session is given on its way.
import { entry, type ErrorEntry } from "./error-entry.ts";

export const PLAN_ERRORS = {
  ROLE_UNKNOWN: entry(3, "never", "The team has no such role.", "Use one of the roles named.", ["role", "roles"]),
  ROLE_MISMATCH: entry(
    4,
    "never",
    "This task belongs to another role.",
    "Take a task of your own role with `teamwright task next`.",
    ["task", "role", "owner_role"],
  ),
  ROLE_EXISTS: entry(
    4,
    "never",
    "The team already has a role with this name or prefix.",
    "Choose another name and prefix.",
    ["role", "prefix"],
  ),
  ROLE_LIMIT: entry(
    4,
    "never",
    "The session may not add more roles.",
    "Give the work to an existing role, or ask the person.",
    ["max"],
  ),

  NODE_EXISTS: entry(4, "never", "The pipeline already has a node of this name.", "Give the new one another name.", [
    "node",
  ]),
  NODE_UNKNOWN: entry(3, "never", "The pipeline has no node of this name.", "Use one of the nodes named.", [
    "node",
    "nodes",
  ]),
  NODE_UNGATED: entry(
    4,
    "never",
    "A node would take work past a gate that may reject it.",
    "Let the node need the gate; or put a new gate before the node.",
    ["gate", "node", "judged"],
  ),
  PLAN_MISSING: entry(
    4,
    "reread",
    "The session has no roles and tasks yet.",
    "Write the analysis, then `teamwright session plan --analysis FILE`.",
    ["session"],
  ),
} as const satisfies Record<string, ErrorEntry>;
