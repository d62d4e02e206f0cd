import { LIMITS } from "@teamwright/core";
import { buildRole } from "./build-role.ts";
import type { Complaint } from "./complaint.ts";
import { readFields, type Fields } from "./read-fields.ts";
import { readYaml } from "./read-yaml.ts";
import { startReport, type Report } from "./report.ts";
import { nameFromPlace } from "./role-place.ts";
import type { RoleSpec } from "./role-spec.ts";
import { splitFrontmatter, type SplitText } from "./split-frontmatter.ts";
import { suggestBlock } from "./suggest.ts";

export interface ParsedRole {
  /** Null exactly when one of the complaints is an error. */
  readonly role: RoleSpec | null;
  /** In the order of the file. */
  readonly complaints: Complaint[];
}

/**
 * Reads the text of one role file. Pure; never throws, whatever the text, and never runs any of it.
 * `path` names the file in complaints, and gives the role its name when the text does not.
 */
export function parseRole(text: string, options: { path: string }): ParsedRole {
  const report = startReport(options.path, text);
  const finish = (role: RoleSpec | null): ParsedRole => ({
    role: report.failed ? null : role,
    complaints: report.list(),
  });
  const place = nameFromPlace(options.path);
  if (text.length > LIMITS.roleFile) {
    report.add("ROLE_FILE_LARGE", 0, { size: `${text.length} characters`, max: String(LIMITS.roleFile) });
    return finish(null);
  }
  const nul = text.indexOf("\0");
  if (nul !== -1) {
    report.add("ROLE_FILE_BINARY", nul, { reason: "it holds a NUL byte" });
    return finish(null);
  }
  if (text.replace("\uFEFF", "").trim() === "") {
    report.add("ROLE_FILE_EMPTY", 0, { block: suggestBlock({ name: place, body: "" }) });
    return finish(null);
  }
  if (text.startsWith("\uFEFF")) report.add("ROLE_BOM", { at: 0, edits: [{ start: 0, end: 1, text: "" }] });
  const clean = mendLineEnds(text, report);
  const split = splitFrontmatter(clean, report);
  const fields = frontmatter(split, { text: clean, place }, report);
  return finish(fields && buildRole({ fields, split, place, text: clean, firstLine: split.block?.start ?? 0 }, report));
}

/** A file of the old Macintosh has no line feed at all; each lone carriage return becomes one, so offsets stay. */
function mendLineEnds(text: string, report: Report): string {
  if (text.includes("\n") || !text.includes("\r")) return text;
  const clean = text.replaceAll("\r", "\n");
  report.add("ROLE_LINE_ENDS", { at: text.indexOf("\r"), edits: [{ start: 0, end: text.length, text: clean }] });
  return clean;
}

function frontmatter(split: SplitText, file: { text: string; place: string }, report: Report): Fields | null {
  const suggestion = { name: file.place, body: split.body };
  const nothing: Fields = { given: new Map(), extra: {}, named: new Set() };
  if (!split.readable) return null;
  if (!split.block) {
    const coordinator = file.place === "coordinator";
    report.add(coordinator ? "ROLE_FRONTMATTER_NONE" : "ROLE_FRONTMATTER_MISSING", 0, {
      block: suggestBlock(suggestion),
    });
    return coordinator ? nothing : null;
  }
  const yaml = readYaml(split.block, report, suggestBlock(suggestion, true));
  if (yaml === "empty" && file.place === "coordinator") {
    report.add("ROLE_FRONTMATTER_NONE", split.block.start, { block: suggestBlock(suggestion) });
    return nothing;
  }
  if (yaml === "empty") {
    report.add("ROLE_FRONTMATTER_EMPTY", split.block.start, { block: suggestBlock(suggestion, true) });
    return null;
  }
  return yaml && readFields(yaml, file.text, report);
}
