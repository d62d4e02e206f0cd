/** How sure a path makes us that a file is a role: yes, only if its frontmatter says so, or no. */
export type RolePath = "role" | "ask" | "no";

/** Files that stand beside roles in every other repository and are none. */
const OTHERS = /^(?:readme|index|changelog|contributing|license|agents|claude|gemini|skill|notes|todo)\.md$/i;
const FOLDERS: ReadonlySet<string> = new Set(["roles", "role-specs"]);

/**
 * Which markdown files of a folder are roles. `parts` is the path as names, the file last, and should reach up past the
 * folder that was asked for. In full:
 *   roles/<role>.md, role-specs/<role>.md          a role
 *   roles/<role>/role.md                           a role, and the only one of that folder
 *   roles/<group>/<role>.md                        a role if its frontmatter has `role` or `prefix` (or an old name of it)
 *   <any>.md directly in the folder asked for      the same (`direct`)
 *   role.md directly in the folder asked for       a role
 * Never: README.md and its like, names that start with a dot or an underscore, names with "template", deeper files
 * such as roles/coordinator/commands/dispatch.md.
 */
export function rolePath(parts: readonly string[], direct: boolean): RolePath {
  const file = parts.at(-1) ?? "";
  if (!/\.md$/i.test(file) || /^[._]/.test(file) || OTHERS.test(file) || /template/i.test(file)) return "no";
  const [grand = "", parent = ""] = [parts.at(-3), parts.at(-2)];
  if (FOLDERS.has(parent)) return "role";
  if (FOLDERS.has(grand)) return /^role\.md$/i.test(file) ? "role" : "ask";
  if (!direct) return "no";
  return /^role\.md$/i.test(file) ? "role" : "ask";
}

/** The answer to "ask": whether frontmatter at the top of `text` speaks of a role or a prefix. */
export const saysRole = (text: string): boolean => {
  const block = /^\uFEFF?\s*-{3,}[^\n]*\n([^]*?)(?:\n---|$)/.exec(text.slice(0, 16_000))?.[1];
  return (
    block !== undefined &&
    /^["']?(?:role|prefix|task_?prefix|additional_?prefixes|inner_?loop)["']?[ \t]*:/im.test(block)
  );
};
