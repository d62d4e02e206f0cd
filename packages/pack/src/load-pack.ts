// Turns a folder of text into a checked team, or into a list of what keeps it from being one. Loading runs no code.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Team } from "@teamwright/core";
import type { PackComplaint } from "./complaint.ts";
import { type Composing, composePack } from "./compose/compose-pack.ts";
import { expandFragments } from "./compose/expand-fragments.ts";
import { schemaComplaints } from "./compose/schema-complaints.ts";
import { nearest, plain } from "./compose/sourced.ts";
import { lintTeam } from "./lint-team.ts";

export interface LoadedPack {
  readonly dir: string;
  /** Null when something is wrong that nobody can work around. */
  readonly team: Team | null;
  readonly complaints: PackComplaint[];
  /** Folders of the packs that it was put together from, its own first. */
  readonly dirs: readonly string[];
}

export interface LoadOptions {
  /** Folders of packs that come with the product, for `extends` and `uses`. */
  bundled?: readonly string[];
}

/** Loads and checks the pack in `dir`, with all it builds on. Never throws on what the files say. */
export async function loadPack(dir: string, { bundled = [] }: LoadOptions = {}): Promise<LoadedPack> {
  const to: Composing = { bundled, complaints: [], dirs: [] };
  const { complaints, dirs } = to;
  const whole = await composePack(dir, to);
  if (!whole) return { dir, team: null, complaints, dirs };
  const tree = expandFragments(whole, complaints);
  const sound = !complaints.some((c) => c.severity === "error");
  const parsed = Team.safeParse(plain(tree));
  if (!parsed.success) complaints.push(...schemaComplaints(parsed.error, tree, { schema: Team, name: "team" }));
  else if (sound)
    complaints.push(...lintTeam(parsed.data, (keys) => nearest(tree, keys).at), ...(await checkSkill(dir)));
  const told = [...new Map(complaints.map((c) => [JSON.stringify(c), c])).values()];
  const usable = parsed.success && !complaints.some((c) => c.severity === "error");
  return { dir, team: usable ? parsed.data : null, complaints: told, dirs };
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
