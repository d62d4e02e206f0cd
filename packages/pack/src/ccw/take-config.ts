// specs/team-config.json of an older team skill: what it says of roles and pipelines, and where.
import { readYaml, type YamlFile } from "../yaml-file.ts";
import { readText, type Source } from "./source.ts";

export const CONFIG = "specs/team-config.json";

export type Fields = Readonly<Record<string, unknown>>;

export interface Config {
  readonly data: Fields;
  readonly at: YamlFile["at"];
  /** What it says of each role, by name. */
  readonly roles: ReadonlyMap<string, Fields>;
}

const READ: ReadonlySet<string> = new Set(
  "name team_name team_display_name skill_name description team_purpose roles pipelines pipeline_modes pipeline".split(
    " ",
  ),
);

export const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Null when there is none that can be read. Every key without a counterpart is told. */
export async function takeConfig(source: Source): Promise<Config | null> {
  const text = await readText(source, CONFIG);
  const file = text === null ? null : readJson(source, text);
  if (!file || !isFields(file.data)) return null;
  const { data, at } = file;
  for (const key of Object.keys(data)) if (!READ.has(key)) notCarried(source, at([key], "key"), key);
  return { data, at, roles: rolesOf(data["roles"]) };
}

/** JSON with places. JSON is YAML but for tabs, and for keys given twice: then the last one counts. */
function readJson(source: Source, text: string): Pick<YamlFile, "data" | "at"> | null {
  let data: unknown;
  let trouble = "The file is no JSON.";
  try {
    data = JSON.parse(text);
    trouble = "";
  } catch (error) {
    trouble = `The file is no JSON: ${(error as Error).message.split("\n")[0]}.`;
  }
  let file: YamlFile | undefined;
  try {
    file = readYaml(text.replaceAll("\t", " "), CONFIG, '{ "team_name": "your-team" }');
  } catch {
    // Nested deeper than the YAML reader's stack goes.
  }
  const told = file?.complaints[0];
  if (trouble !== "" || told)
    source.say(CONFIG, "IMPORT_CONFIG", {
      line: told?.line ?? 1,
      column: told?.column ?? 1,
      severity: "warning",
      message: trouble || `${told!.message} What JSON makes of it was taken.`,
      fix: "Mend the JSON.",
    });
  if (trouble !== "") return null;
  return { data, at: file && file.data !== null ? file.at : (keys) => roughPlace(text, keys) };
}

/** Where the last key of a path is first named after the keys before it. */
function roughPlace(text: string, keys: readonly (string | number)[]): { line: number; column: number } {
  let offset = 0;
  for (const key of keys) {
    const found = typeof key === "string" ? text.indexOf(JSON.stringify(key), offset) : -1;
    if (found >= 0) offset = found;
  }
  const before = text.slice(0, offset).split("\n");
  return { line: before.length, column: before.at(-1)!.length + 1 };
}

export function notCarried(source: Source, at: { line: number; column: number }, key: string): void {
  source.say(CONFIG, "IMPORT_KEY", {
    ...at,
    message: `${key.slice(0, 60)} has no counterpart here and was not carried.`,
    fix: "Say it in team.yaml (gates, for_each, conditions, limits) or in a role, if the team needs it.",
  });
}

function rolesOf(roles: unknown): Map<string, Fields> {
  const named: [unknown, unknown][] = Array.isArray(roles)
    ? roles.map((role: unknown) => [isFields(role) ? role["name"] : null, role])
    : isFields(roles)
      ? Object.entries(roles)
      : [];
  return new Map(
    named.flatMap(([name, role]): [string, Fields][] =>
      typeof name === "string" && isFields(role) ? [[name, role]] : [],
    ),
  );
}

/** The first of `keys` that has a text with something in it. */
export function textAt(fields: Fields | undefined, keys: readonly string[]): string | undefined {
  for (const key of keys) {
    const value = fields && Object.hasOwn(fields, key) ? fields[key] : undefined;
    if (typeof value === "string" && value.trim() !== "") return value.trim();
  }
  return undefined;
}
