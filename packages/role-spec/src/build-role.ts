import { LIMITS, Prefix } from "@teamwright/core";
import { shorten } from "./quote.ts";
import type { Fields } from "./read-fields.ts";
import type { Report } from "./report.ts";
import { slug } from "./role-place.ts";
import { isCoordinator, RoleSpec } from "./role-spec.ts";
import type { SplitText } from "./split-frontmatter.ts";
import { splitPhases } from "./split-phases.ts";
import { mendPrefix, suggestPrefix } from "./suggest.ts";

interface Parts {
  readonly fields: Fields;
  readonly split: SplitText;
  readonly place: string;
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
  const { values: prefixes, places } = joinPrefixes(fields, report);
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
    const at =
      field === "prefixes" && typeof index === "number"
        ? places[index]
        : typeof index === "number"
          ? given?.parts[index]
          : given?.at;
    const offset = at ?? given?.at ?? firstLine;
    if (field === "name")
      report.add("ROLE_NAME_INVALID", offset, { name: shorten(name), suggestion: slug(name) || place || "my-role" });
    else if (field === "prefixes" && typeof index === "number") badPrefix(prefixes[index]!, offset, report);
    else if (field === "phases") {
      const size = String(candidate.phases[index as keyof RoleSpec["phases"]].length);
      report.add("ROLE_PHASE_LARGE", split.bodyStart, { name: String(index), size, max: String(LIMITS.body) });
    } else if (field === "effort") {
      report.add("ROLE_VALUE_TYPE", offset, {
        key: "effort",
        expected: "low, medium or high",
        got: `\`${shorten(String(get("effort")))}\``,
        line: "effort: medium",
      });
    } else report.add("ROLE_VALUE_INVALID", offset, { key: given?.key ?? key, reason: issue.message });
  }
  return null;
}

function roleName({ fields, place, firstLine }: Parts, report: Report): string {
  const given = fields.given.get("role");
  if (!given) {
    if (place !== "" && fields.given.size > 0) report.add("ROLE_NAME_DERIVED", firstLine, { name: place });
    return place;
  }
  const name = given.value as string;
  if (place !== "" && place !== name && slug(name) === name) report.add("ROLE_NAME_DIFFERS", given.at, { name, place });
  return name;
}

function joinPrefixes(fields: Fields, report: Report): { values: string[]; places: number[] } {
  const values: string[] = [];
  const places: number[] = [];
  for (const key of ["prefix", "additional_prefixes"]) {
    const given = fields.given.get(key);
    for (const [i, prefix] of ((given?.value ?? []) as string[]).entries()) {
      const at = given!.parts[i] ?? given!.at;
      if (values.includes(prefix)) report.add("ROLE_PREFIX_REPEATED", at, { prefix: shorten(prefix) });
      else {
        values.push(prefix);
        places.push(at);
      }
    }
  }
  return { values, places };
}

function badPrefix(prefix: string, at: number, report: Report): void {
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
  report.add("ROLE_PREFIX_INVALID", at, {
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
