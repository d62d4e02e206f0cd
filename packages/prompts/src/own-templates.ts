import { readFileSync } from "node:fs";
import { join } from "node:path";

const NAMES = ["spawn", "orders"] as const;
export type OwnTemplates = Readonly<Partial<Record<(typeof NAMES)[number], string>>>;

/** Handlebars that a project has in place of ours: `prompts/spawn.hbs` and `prompts/orders.hbs` of its folder `.teamwright`, which is `root`. */
export function ownTemplates(root: string | undefined): OwnTemplates {
  if (root === undefined) return {};
  return Object.fromEntries(
    NAMES.flatMap((name) => {
      const text = read(join(root, "prompts", `${name}.hbs`));
      return text === undefined ? [] : [[name, text]];
    }),
  );
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) return undefined;
    throw error;
  }
}
