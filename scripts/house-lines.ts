// What no single file may be or contain.
import { basename } from "node:path";
import type { Finding } from "./check-house.ts";

/** From here on a file is worth a second look; above MAX_LINES it must be split. */
export const LOOK_AGAIN = 250;
export const MAX_LINES = 400;

interface LineRule {
  readonly rule: string;
  readonly applies: (path: string) => boolean;
  readonly bad: (line: string) => boolean;
  readonly message: string;
}

const isTest = (path: string) => /\.test(-d)?\.ts$/.test(path);
const isCore = (path: string) => path.startsWith("packages/core/src/") && path.endsWith(".ts") && !isTest(path);
const matches = (pattern: RegExp) => (line: string) => pattern.test(line);

const RULES: readonly LineRule[] = [
  {
    rule: "pure-core",
    applies: isCore,
    bad: (line) =>
      /\bDate\.now\b|\bMath\.random\b|\bnew Date\(\s*\)|(?<![.\w-])(performance|process|crypto)\s*[.[]/.test(
        withoutText(line),
      ),
    message: "time, chance and the process come into core as values",
  },
  {
    rule: "skipped-test",
    applies: isTest,
    bad: (line) => /\b(it|test|describe|suite|bench)\.(only|skip)\(/.test(line) && !/\/\/\s*\S/.test(line),
    message: "say why in a comment on the same line, or let it run",
  },
  {
    rule: "sleeping-test",
    applies: isTest,
    bad: (line) =>
      /new Promise(<[^>]*>)?\(\s*\(?\w+[^)]*\)?\s*=>\s*\{?\s*setTimeout\b/.test(line) ||
      /import .*\bsetTimeout\b.*timers\/promises/.test(line),
    message: "wait for a named point or move the fake clock, do not sleep",
  },
  {
    rule: "machine-path",
    applies: () => true,
    bad: matches(/(?<![\w.~})>-])\/wor[k]\//),
    message: "this path exists on one machine only",
  },
  {
    rule: "registry-host",
    applies: () => true,
    bad: matches(
      /\bregistr[y]\.(npmjs|yarnpkg|npmmirror)\b|"resolved": "https?:|https?:\/\/[^\s/"']*(artifactory|nexus|verdaccio)/,
    ),
    message: "where packages come from is the reader's own setting",
  },
  {
    rule: "loose-end",
    applies: (path) => !path.startsWith("skills/") && !path.startsWith("templates/"),
    bad: (line) => /\bTOD[O]\b(?!.*\(#)/.test(line),
    message: "name its issue as (#123), or do it now",
  },
];

/** Complaints and warnings about the name, size and lines of one file; `path` is relative to the repository, with slashes. */
export function checkLines(path: string, lines: readonly string[]): Finding[] {
  const found: Finding[] = [...checkName(path)];
  const add = (line: number, rule: string, message: string, warning = false) =>
    found.push({ path, line, rule, message, warning });
  if (path.endsWith(".ts") && !path.includes("/generated/")) {
    const size = lines.at(-1) === "" ? lines.length - 1 : lines.length;
    if (size > MAX_LINES) add(size, "file-size", `${size} lines, at most ${MAX_LINES}: split it`);
    else if (size > LOOK_AGAIN) add(size, "file-size", `${size} lines, look again above ${LOOK_AGAIN}`, true);
  }
  for (const { rule, applies, bad, message } of RULES) {
    if (!applies(path)) continue;
    for (const [index, line] of lines.entries()) if (bad(line)) add(index + 1, rule, message);
  }
  return found;
}

function checkName(path: string): Finding[] {
  if (!path.endsWith(".ts")) return [];
  const parts = basename(path).split(".");
  const add = (message: string) => [{ path, line: 1, rule: "file-name", message }];
  if (/^(utils?|helpers?|common|types)$/.test(parts[0]!)) return add("name the file after what it exports");
  return parts.every((part) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(part)) ? [] : add("file names are kebab-case");
}

/** The line without string contents and comments, so that prose about a process is no use of `process`. */
function withoutText(line: string): string {
  return line
    .replace(/"(\\.|[^"\\])*"|'(\\.|[^'\\])*'|`(\\.|[^`\\$])*`/g, '""')
    .replace(/\/\/.*$|\/\*.*?\*\/|^\s*\*.*$/g, "");
}
