import { TeamError } from "@teamwright/core";
import { loadRoles } from "@teamwright/role-spec";
import { counted } from "../counted.ts";
import { sayComplaint } from "../say-complaint.ts";
import type { Invocation } from "../verbs.ts";

/** `roles check PATH`: every complaint about every role file; exit 7 when one is an error. */
export async function rolesCheck({ globals, words }: Invocation): Promise<number> {
  if (words.length === 0)
    throw new TeamError("INPUT_INVALID", {
      message: "Which file, folder or glob?",
      data: { issues: [{ field: "path", problem: "missing" }] },
    });
  const complaints = [];
  const roles = [];
  let files = 0;
  for (const path of words) {
    const loaded = await loadRoles(path);
    files += loaded.files;
    complaints.push(...loaded.complaints);
    roles.push(...loaded.roles.map(({ path, role }) => ({ path, name: role.name, prefixes: role.prefixes })));
  }
  const errors = complaints.filter((c) => c.severity === "error");
  const summary = `${counted(files, "file")}, ${counted(roles.length, "role")}, ${counted(errors.length, "error")}, ${complaints.length - errors.length} warnings and notes`;
  if (errors.length > 0 && globals.json)
    process.stdout.write(
      `${JSON.stringify({ ok: false, error: { code: "ROLE_SPEC_INVALID", message: summary, hint: "Mend the lines named.", data: { issues: complaints, roles } } })}\n`,
    );
  else if (globals.json)
    process.stdout.write(`${JSON.stringify({ ok: true, result: { files, roles, complaints }, position: 0 })}\n`);
  // Without edits: only `pack check` mends.
  else process.stdout.write(`${complaints.map(({ edits: _hidden, ...c }) => sayComplaint(c)).join("")}${summary}\n`);
  return errors.length > 0 ? 7 : 0;
}
