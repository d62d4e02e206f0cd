// Turns a folder of text into a checked team, or into a list of what keeps it from being one. Loading runs no code.
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { Team } from "@teamwright/core";
import { loadRoles, type RoleSpec, toTeamRole } from "@teamwright/role-spec";
import type { PackComplaint } from "./complaint.ts";
import { lintTeam } from "./lint-team.ts";
import { readYaml, type YamlFile } from "./yaml-file.ts";

export interface LoadedPack {
  readonly dir: string;
  /** Null when something is wrong that nobody can work around. */
  readonly team: Team | null;
  readonly complaints: PackComplaint[];
}

/** Loads and checks the pack in `dir`. Never throws on what the files say. */
export async function loadPack(dir: string): Promise<LoadedPack> {
  const path = join(dir, "team.yaml");
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => error);
  if (typeof text !== "string") {
    const missing: PackComplaint = {
      path,
      line: 1,
      column: 1,
      code: "PACK_MISSING",
      severity: "error",
      message: `team.yaml cannot be read (${text.code ?? "error"}).`,
      fix: "A pack is a folder with team.yaml, roles/ and SKILL.md.",
    };
    return { dir, team: null, complaints: [missing] };
  }
  const file = readYaml(text, path);
  const complaints: PackComplaint[] = [...file.complaints];
  const rolesDir = join(dir, "roles");
  const loaded = (await stat(rolesDir).catch(() => null)) ? await loadRoles(rolesDir) : { roles: [], complaints: [] };
  complaints.push(...loaded.complaints.filter((c) => c.severity !== "note"));
  if (file.data === null) return { dir, team: null, complaints };
  const team = compile(file, path, { specs: loaded.roles.map((r) => r.role), complaints });
  if (team) complaints.push(...lintTeam(team, file, path), ...(await checkSkill(dir)));
  return { dir, team: complaints.some((c) => c.severity === "error") ? null : team, complaints };
}

function compile(
  file: YamlFile,
  path: string,
  { specs, complaints }: { specs: RoleSpec[]; complaints: PackComplaint[] },
): Team | null {
  const data = file.data as Record<string, unknown>;
  const overrides = (data.roles ?? {}) as Record<string, object>;
  const roles = Object.fromEntries(
    specs.filter((s) => s.prefixes.length > 0).map((s) => [s.name, { ...toTeamRole(s), ...overrides[s.name] }]),
  );
  for (const name of Object.keys(overrides))
    if (!Object.hasOwn(roles, name)) roles[name] = { name, ...overrides[name] } as never;
  const parsed = Team.safeParse({ ...data, roles });
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues.slice(0, 50)) {
    const keys = issue.path as (string | number)[];
    complaints.push({
      path,
      ...file.at(keys),
      code: "PACK_SCHEMA",
      severity: "error",
      message: `${keys.join(".") || "team"}: ${issue.message}.`,
      fix: "Correct or remove the field.",
    });
  }
  return null;
}

async function checkSkill(dir: string): Promise<PackComplaint[]> {
  const path = join(dir, "SKILL.md");
  const text = await readFile(path, "utf8").catch(() => null);
  const warn = (message: string, fix: string, line = 1): PackComplaint => ({
    path,
    line,
    column: 1,
    code: "PACK_SKILL",
    severity: "warning",
    message,
    fix,
  });
  if (text === null)
    return [warn("The pack has no SKILL.md, so no agent can enter it.", "Add SKILL.md with name and description.")];
  const description = /^description:\s*"?(.*?)"?\s*$/m.exec(text)?.[1] ?? "";
  if (!text.startsWith("---") || description === "")
    return [warn("SKILL.md has no description.", "Start it with frontmatter: name, description.")];
  if (description.length > 200)
    return [
      warn(
        `The description has ${description.length} characters; hosts cut long ones.`,
        "Say in at most 200 characters when to use it.",
        3,
      ),
    ];
  return [];
}
