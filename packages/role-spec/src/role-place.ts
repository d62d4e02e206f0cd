/** The role name that a file's place gives: planner.md, planner/role.md, ml-engineer.role.md. Lower case, joined by dashes; "" when there is none. */
export function nameFromPlace(path: string): string {
  const parts = path.split(/[\\/]/).filter((part) => part !== "" && part !== "." && part !== "..");
  const file = (parts.at(-1) ?? "").replace(/\.(?:md|markdown)$/i, "").replace(/[._-]role$/i, "");
  const name = /^(?:role|role-spec|index)$/i.test(file) ? (parts.at(-2) ?? "") : file;
  return slug(name);
}

/** `text` as a role name, as near as can be; "" when nothing is left. */
export const slug = (text: string): string =>
  text
    .slice(0, 200)
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+/, "")
    .slice(0, 64)
    .replace(/-+$/, "");
