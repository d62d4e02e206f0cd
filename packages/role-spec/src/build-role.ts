import { LIMITS, Prefix } from "@teamwright/core";
import { addPair } from "./edit-yaml.ts";
import { shorten } from "./quote.ts";
import type { Fields } from "./read-fields.ts";
import type { Part } from "./read-value.ts";
import type { Mendable, Report } from "./report.ts";
import { slug } from "./role-place.ts";
import { isCoordinator, RoleSpec } from "./role-spec.ts";
import type { SplitText } from "./split-frontmatter.ts";
import { splitPhases } from "./split-phases.ts";
import { mendPrefix, suggestPrefix } from "./suggest.ts";

interface Parts {
  readonly fields: Fields;
  readonly split: SplitText;
  readonly place: string;
  /** The whole file. */
  readonly text: string;
  /** Offset to complain at when something is missing. */
  readonly firstLine: number;
}

/** Field of a RoleSpec -> key of the frontmatter. */
const KEYS: Readonly<Record<string, string>> = { name: "role", prefixes: "prefix" };

/** Puts keys, place and body together, and lets the schema have the last word on every value. */
export function buildRole(parts: Parts, report: Report): RoleSpec | null {
  const { fields, split, place, firstLine } = parts;
  const get = (key: string): unknown => fields.given.get(key)?.value;
  const name = roleName(parts, report);
  const coordinator = isCoordinator({ name });
  const { values: prefixes, parts: places } = joinPrefixes(fields, report);
  if (prefixes.length === 0 && !coordinator) {
    report.add("ROLE_PREFIX_MISSING", firstLine, { name: shorten(name), suggestion: suggestPrefix(name, split.body) });
  }
  const summary = get("summary") ?? get("description");
  const extra = { ...fields.extra };
  if (get("summary") !== undefined && get("description") !== undefined) extra["description"] = get("description");
  const candidate = {
    name,
    prefixes,
    inner_loop: get("inner_loop") ?? false,
    discuss_rounds: get("discuss_rounds") ?? [],
    message_types: get("message_types") ?? {},
    tools: get("tools") ?? [],
    delegates: get("delegates") ?? [],
    artifacts: get("artifacts") ?? [],
    input_artifacts: get("input_artifacts") ?? [],
    creates_tasks: get("creates_tasks") ?? false,
    resident: get("resident") ?? false,
    extra,
    ...optional({
      summary,
      artifact: get("artifact"),
      model: get("model"),
      effort: get("effort"),
      lease_ms: get("lease_ms"),
    }),
    ...splitPhases({ text: split.body, start: split.bodyStart }, report, coordinator),
    body: split.body,
  };
  const checked = RoleSpec.safeParse(candidate);
  if (checked.success) return unixLines(checked.data);
  for (const issue of checked.error.issues) {
    const [field = "", index] = issue.path;
    const key = KEYS[String(field)] ?? String(field);
    const given = fields.given.get(key) ?? (field === "summary" ? fields.given.get("description") : undefined);
    const part = typeof index === "number" ? (field === "prefixes" ? places : given?.parts)?.[index] : given?.parts[0];
    const offset = part?.at ?? given?.at ?? firstLine;
    const written = (text: string): Mendable => ({ at: offset, edits: part?.write?.(text) });
    if (field === "name") {
      const suggestion = slug(name) || place || "my-role";
      const where = suggestion === place ? written(place) : offset;
      report.add("ROLE_NAME_INVALID", where, { name: shorten(name), suggestion });
    } else if (field === "prefixes" && typeof index === "number") badPrefix(prefixes[index]!, written, report);
    else if (field === "phases") {
      const size = String(candidate.phases[index as keyof RoleSpec["phases"]].length);
      report.add("ROLE_PHASE_LARGE", split.bodyStart, { name: String(index), size, max: String(LIMITS.body) });
    } else if (field === "effort") {
      const lower = String(get("effort")).toLowerCase();
      const known = RoleSpec.shape.effort.safeParse(lower).success;
      report.add("ROLE_VALUE_TYPE", known ? written(lower) : offset, {
        key: "effort",
        expected: "low, medium or high",
        got: `\`${shorten(String(get("effort")))}\``,
        line: `effort: ${known ? lower : "medium"}`,
      });
    } else report.add("ROLE_VALUE_INVALID", offset, { key: given?.key ?? key, reason: issue.message });
  }
  return null;
}

function roleName({ fields, split, place, text, firstLine }: Parts, report: Report): string {
  const given = fields.given.get("role");
  if (!given) {
    if (place !== "" && fields.given.size > 0) {
      const edits = fields.named.has("role") || !split.block ? undefined : addPair(`role: ${place}`, split.block, text);
      report.add("ROLE_NAME_DERIVED", { at: firstLine, edits }, { name: place });
    }
    return place;
  }
  const name = given.value as string;
  if (place !== "" && place !== name && slug(name) === name) report.add("ROLE_NAME_DIFFERS", given.at, { name, place });
  return name;
}

function joinPrefixes(fields: Fields, report: Report): { values: string[]; parts: Part[] } {
  const values: string[] = [];
  const parts: Part[] = [];
  for (const key of ["prefix", "additional_prefixes"]) {
    const given = fields.given.get(key);
    for (const [i, prefix] of ((given?.value ?? []) as string[]).entries()) {
      const part = given!.parts[i] ?? { at: given!.at };
      if (values.includes(prefix))
        report.add("ROLE_PREFIX_REPEATED", { at: part.at, edits: part.drop?.() }, { prefix: shorten(prefix) });
      else {
        values.push(prefix);
        parts.push(part);
      }
    }
  }
  return { values, parts };
}

function badPrefix(prefix: string, written: (text: string) => Mendable, report: Report): void {
  const reason = /(?:^|-)\d+$/.test(prefix)
    ? "a last part made of digits alone looks like the number of a task"
    : prefix.length > 40
      ? "it has more than 40 characters"
      : /^[a-z]/.test(prefix)
        ? "its first part is in capitals"
        : /[*]/.test(prefix)
          ? "it stands without `-*`"
          : /_|\s/.test(prefix)
            ? "its parts are joined by dashes"
            : /-\d+-/.test(prefix)
              ? "no part is made of digits alone"
              : "it is capitals and digits, first a letter; more parts follow after a dash";
  const suggestion = mendPrefix(prefix) ?? "BUILD";
  // Only the spelling: with digits or letters left out it would be another prefix.
  const same =
    prefix
      .replace(/-?\*$/, "")
      .toUpperCase()
      .replace(/[\s_]+/g, "-") === suggestion.toUpperCase();
  const { at, edits } = written(suggestion);
  report.add("ROLE_PREFIX_INVALID", same ? { at, edits } : at, {
    prefix: shorten(prefix),
    reason,
    suggestion: Prefix.safeParse(suggestion).success ? suggestion : "BUILD",
  });
}

const optional = (values: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

/** CRLF ends with the file: whoever reads a role's text reads LF. */
function unixLines(role: RoleSpec): RoleSpec {
  const lf = (text: string): string => text.replaceAll("\r\n", "\n");
  const { context, work, validate } = role.phases;
  return {
    ...role,
    intro: lf(role.intro),
    phases: { context: lf(context), work: lf(work), validate: lf(validate) },
    body: lf(role.body),
  };
}
