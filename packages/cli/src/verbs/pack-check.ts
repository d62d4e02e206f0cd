import { readFile, realpath, writeFile } from "node:fs/promises";
import { basename, join, resolve, sep } from "node:path";
import { HOSTS } from "@teamwright/hosts";
import {
  checkTemplates,
  findPack,
  loadPack,
  type Mended,
  mendFiles,
  type Mending,
  type PackComplaint,
  playable,
  readPlays,
} from "@teamwright/pack";
import { lintBuilt, lintSource, readPackSource } from "@teamwright/publish";
import { loadRoles } from "@teamwright/role-spec";
import { badInput } from "../bad-input.ts";
import { BUNDLED, FROM_SOURCE } from "../bundled.ts";
import { counted } from "../counted.ts";
import { plainText } from "../plain-text.ts";
import { sayComplaint, shown } from "../say-complaint.ts";
import { sayRejection } from "../say-rejection.ts";
import { sayResult } from "../say-result.ts";
import type { Invocation } from "../verbs.ts";

/** `pack check [PACK]`: every complaint about a pack or a built plugin; exit 7 when one is an error. With --fix, what has exactly one answer is mended first. */
export async function packCheck({ globals, words, options }: Invocation): Promise<number> {
  const place = words[0] ?? ".";
  const dry = options["dry-run"] === true;
  if (dry && !options.fix) throw badInput("dry-run", "goes with --fix");
  const built = await lintBuilt(resolve(place), Object.values(HOSTS));
  if (built && options.fix)
    throw badInput("", "A built plugin is not mended", {
      hint: "Mend the pack that it was built from, and run teamwright pack build again.",
    });
  if (built)
    return say(
      { dir: resolve(place), name: basename(resolve(place)), found: "a built plugin", complaints: built },
      globals.json,
    );
  const dir = await findPack(place, { bundled: BUNDLED });
  if (!options.fix) {
    const found = await check(dir);
    const ours = [...found.complaints, ...found.notes].filter(({ path, edits }) => edits && path.startsWith(dir + sep));
    return say({ ...found, mendable: ours.length }, globals.json);
  }
  await refuseInstalled(dir);
  let last = await check(dir);
  const done = await mendFiles({
    check: async (texts) => {
      last = await check(dir, texts);
      return [...last.complaints, ...last.notes];
    },
    read: (path) => ownText(path, dir),
  });
  if (!dry) for (const [path, text] of done.texts) await writeFile(path, text).catch((cause) => refuse(path, cause));
  return say({ ...last, done, dry }, globals.json);
}

interface Checked {
  dir: string;
  name: string;
  complaints: readonly PackComplaint[];
  /** What there is, in words. */
  found: string;
}

/** What is wrong with a pack; with `texts` in the place of files. */
async function check(
  dir: string,
  texts: ReadonlyMap<string, string> = new Map(),
): Promise<Checked & { notes: PackComplaint[] }> {
  const hosts = Object.values(HOSTS);
  const { source, complaints } = await readPackSource(dir, { bundled: BUNDLED, texts });
  const pack = await loadPack(dir, { bundled: BUNDLED, texts });
  const plays = await readPlays(pack, { bundled: BUNDLED, texts });
  const all = [...complaints, ...(await checkTemplates(dir)), ...plays.complaints];
  const roles = await loadRoles(join(dir, "roles"), { texts });
  const notes = roles.complaints.filter(({ severity }) => severity === "note");
  if (!source) return { dir, name: basename(dir), complaints: all, notes, found: "" };
  const { name, roles: seats, pipelines } = source.team;
  const samples = await playable(pack, texts);
  const count = Object.keys(pipelines).length;
  const analyses = samples.teams.size - count;
  const found = `${counted(Object.keys(seats).length, "role")}, ${counted(count, "pipeline")}, ${analyses === 1 ? "1 sample analysis" : `${analyses} sample analyses`}`;
  return { dir, name, complaints: [...all, ...samples.complaints, ...lintSource(source, hosts)], notes, found };
}

/** What is installed is not written: the next installation would bring the old text back. */
async function refuseInstalled(dir: string): Promise<void> {
  const real = await realpath(dir);
  const bundled = FROM_SOURCE ? [] : await Promise.all(BUNDLED.map((folder) => realpath(folder).catch(() => null)));
  if (real.split(sep).includes("node_modules") || bundled.some((folder) => folder && real.startsWith(folder + sep)))
    throw badInput("", `${dir} is installed, and not changed`, {
      hint: "Make a pack of your own of it: teamwright pack new NAME --from PACK",
    });
}

/** The text of a file of the pack itself; null for one of a pack it builds on, for a link that leads out, and for bytes that would not be written back as they are. */
async function ownText(path: string, dir: string): Promise<string | null> {
  const real = await realpath(path).catch(() => null);
  if (!real?.startsWith((await realpath(dir)) + sep)) return null;
  const bytes = await readFile(path);
  const text = bytes.toString("utf8");
  return bytes.equals(Buffer.from(text)) ? text : null;
}

function refuse(path: string, { code, message }: NodeJS.ErrnoException): never {
  throw badInput("", `${path} cannot be written (${code ?? message})`, {
    hint: "Give this user the right to write it.",
  });
}

interface Told extends Checked {
  /** How many findings, notes too, --fix would mend. */
  mendable?: number;
  done?: Mending;
  dry?: boolean;
}

function say({ dir, name, complaints, found, mendable, done, dry }: Told, json: boolean): number {
  const errors = complaints.filter((c) => c.severity === "error").length;
  const mended = done && { mended: done.mended, kept: done.kept };
  if (json && errors === 0) sayResult({ dir, name, complaints, ...mended });
  else if (json) {
    const data = { issues: [...complaints], ...mended };
    return sayRejection(
      { code: "PACK_INVALID", message: counted(errors, "error"), hint: "Mend the lines named.", data },
      true,
    );
  } else {
    const files = new Set(done?.mended.map(({ path }) => path)).size;
    const count = `${counted(done?.mended.length ?? 0, "finding")} in ${counted(files, "file")}`;
    const warnings = complaints.filter((c) => c.severity === "warning").length;
    process.stdout.write(
      [
        ...(done?.mended ?? []).toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)).map(sayMended),
        ...(done ? [`${dry ? "would mend" : "mended"} ${count}\n`] : []),
        ...complaints.map(sayComplaint),
        ...(done?.kept ?? []).map(({ path, why }) => plainText(`${shown(path)}  not mended: ${why}\n`)),
        errors > 0 ? `${counted(errors, "error")}\n` : `${name}: ${found}, ${counted(warnings, "warning")}\n`,
        ...(mendable
          ? [`--fix mends ${counted(mendable, "finding")}, notes among them; --fix --dry-run shows how\n`]
          : []),
      ].join(""),
    );
  }
  return errors === 0 ? 0 : 7;
}

/** Spaces at the end of a line and a byte order mark, as something one can see. */
const visible = (line: string): string =>
  line.replaceAll("\uFEFF", "\\uFEFF").replace(/ +$/, (spaces) => "\u00b7".repeat(spaces.length));

/** What was mended: where, why, and its lines before and after. */
const sayMended = ({ path, line, code, message, before, after }: Mended): string =>
  plainText(
    [
      `${shown(path)}:${line}  ${code}  ${message}`,
      ...before.map((text) => `  - ${visible(text)}`),
      ...after.map((text) => `  + ${visible(text)}`),
      "",
    ].join("\n"),
  );
