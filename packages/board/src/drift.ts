// Signs that a worker leaves its way, from what it says and what its commits hold.
import type { Task } from "@teamwright/core";

export interface DriftSign {
  kind: "outside_scope" | "repeated_summary" | "tests_absent" | "unverified_checkpoint";
  text: string;
  files?: string[];
}

/** The same summary this often without a checkpoint is a loop; the supervising seed says "the same again". */
const REPEATS = 2;
const TEST_FILE = /(^|\/)(tests?|__tests__|spec)\/|[._-](test|spec)s?\.|(^|\/)test_/i;
const NAMED = /[\w@./-]*(?:test|spec)[\w./-]*\.[a-z]{1,5}\b/gi;
const CLAIMED =
  /\b(?:wrote|written|add(?:ed|s)?|creat(?:ed|es)|cover(?:ed|s)?)\b[^.\n]{0,60}\btests?\b|\btests?\b[^.\n]{0,40}\b(?:written|added|created|pass(?:es|ed)?)\b/i;

/** `files` are those of the checkpoint's real diff; null when git could not be asked. */
export function drift({ ticket, checkpoint, progress }: Readonly<Task>, files: readonly string[] | null): DriftSign[] {
  const signs: DriftSign[] = [];
  if ((progress?.repeats ?? 0) >= REPEATS)
    signs.push({ kind: "repeated_summary", text: `The same summary ${progress!.repeats} times and no checkpoint.` });
  if (checkpoint && checkpoint.verified !== true)
    signs.push({ kind: "unverified_checkpoint", text: "Nobody could ask git for the checkpoint's commit." });
  if (files === null) return signs;
  const outside = outsideScope(ticket?.scope, files);
  if (outside.length > 0)
    signs.push({ kind: "outside_scope", text: `Changed outside ${ticket!.scope}.`, files: outside.slice(0, 50) });
  const said = [checkpoint?.update, checkpoint?.summary, progress?.text, progress?.summary].join("\n");
  const absent = [...new Set(said.match(NAMED))].filter((name) => !files.some((file) => file.endsWith(name)));
  if (absent.length > 0)
    signs.push({ kind: "tests_absent", text: "Tests are named that the commits do not have.", files: absent });
  else if (CLAIMED.test(said) && !files.some((file) => TEST_FILE.test(file)))
    signs.push({ kind: "tests_absent", text: "Tests are reported, but no test file changed." });
  return signs;
}

/** Files below none of the paths that `scope` names. A scope in prose names none, and nothing is outside it. */
export function outsideScope(scope: string | undefined, files: readonly string[]): string[] {
  const paths = (scope ?? "")
    .split(/[\s,;]+/)
    .filter((word) => /[/*]|\.\w+$/.test(word))
    .map((word) => word.replace(/^\.\//, "").replace(/\*.*$/, ""));
  if (paths.length === 0) return [];
  const below = (file: string, path: string) =>
    file === path || file.startsWith(path.endsWith("/") ? path : `${path}/`);
  return files.filter((file) => !paths.some((path) => path === "" || below(file, path)));
}
