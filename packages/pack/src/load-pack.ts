// Turns a folder of text into a checked team, or into a list of what keeps it from being one. Loading runs no code.
import { basename, join, resolve } from "node:path";
import { Team } from "@teamwright/core";
import type { PackComplaint } from "./complaint.ts";
import { type Composing, composePack, nameOf } from "./compose/compose-pack.ts";
import { expandFragments } from "./compose/expand-fragments.ts";
import { inheritedFiles, type PackFile } from "./compose/inherited.ts";
import { schemaComplaints } from "./compose/schema-complaints.ts";
import { child, nearest, plain, type Sourced, within } from "./compose/sourced.ts";
import { readText } from "./read-text.ts";
import { lintTeam } from "./lint-team.ts";

export interface LoadedPack {
  readonly dir: string;
  /** Null when something is wrong that nobody can work around. */
  readonly team: Team | null;
  readonly complaints: PackComplaint[];
  /** Folders of the packs that it was put together from, its own first. */
  readonly dirs: readonly string[];
  /** Plays and sample analyses: its own, and those of the packs it extends, by name. */
  readonly plays: readonly PackFile[];
  readonly analyses: readonly PackFile[];
}

export interface LoadOptions {
  /** Folders of packs that come with the product, for `extends` and `uses`. */
  bundled?: readonly string[];
  /** Texts to read in the place of files, by path. */
  texts?: ReadonlyMap<string, string>;
}

/** Loads and checks the pack in `dir`, with all it builds on. Never throws on what the files say. */
export async function loadPack(
  dir: string,
  { bundled = [], texts = new Map() }: LoadOptions = {},
): Promise<LoadedPack> {
  const to: Composing = { bundled, texts, complaints: [], dirs: [], line: [] };
  const { complaints, dirs } = to;
  const whole = await composePack(dir, to);
  const plays = await inheritedFiles(to.line, "plays", complaints);
  const analyses = await inheritedFiles(to.line, "analyses", complaints);
  if (!whole) return { dir, team: null, complaints, dirs, plays, analyses };
  const tree = expandFragments(whole, complaints);
  const sound = !complaints.some((c) => c.severity === "error");
  const parsed = Team.safeParse(plain(tree));
  if (!parsed.success)
    complaints.push(
      ...schemaComplaints(parsed.error, tree, { schema: Team, name: "team", missing: missingOf(dir, whole) }),
    );
  else if (sound)
    complaints.push(
      ...lintTeam(
        parsed.data,
        (keys) => nearest(tree, keys).at,
        (keys) => within(tree, keys)?.mend?.("remove"),
      ),
      ...checkSkill(join(dir, "SKILL.md"), await readText(join(dir, "SKILL.md"), texts)),
    );
  const told = [...new Map(complaints.map((c) => [JSON.stringify(c), c])).values()];
  const usable = parsed.success && !complaints.some((c) => c.severity === "error");
  return { dir, team: usable ? parsed.data : null, complaints: told, dirs, plays, analyses };
}

/** What is said for fields that must be there, as `pack new` would. */
function missingOf(dir: string, pack: Sourced): Record<string, Pick<PackComplaint, "fix" | "edits">> {
  const name = String(child(pack, "name")?.value ?? basename(resolve(dir)));
  return {
    name: nameOf(pack, dir),
    session_prefix: {
      fix: `Add \`session_prefix: ${usualPrefix(name)}\`, or other letters that its sessions begin with.`,
    },
  };
}

/** The session prefix of a new pack. */
export const usualPrefix = (name: string): string =>
  name
    .replace(/[^A-Za-z0-9]/g, "")
    .slice(0, 4)
    .toUpperCase();

function checkSkill(path: string, read: Awaited<ReturnType<typeof readText>>): PackComplaint[] {
  const warn = (message: string, fix: string, line = 1): PackComplaint => ({
    path,
    line,
    column: 1,
    code: "PACK_SKILL",
    severity: "warning",
    message,
    fix,
  });
  const text = "text" in read ? read.text : null;
  if (text?.startsWith("\uFEFF"))
    return [
      {
        ...warn("SKILL.md starts with a byte order mark, so clients see no frontmatter.", "Save it without one."),
        edits: [{ start: 0, end: 1, text: "" }],
      },
    ];
  if ("complaint" in read && read.complaint.code !== "PACK_NO_FILE")
    return [warn(read.complaint.message, read.complaint.fix)];
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
