// Makes the folder ready for the first write, and knows which form of a store it holds.
import fs from "node:fs";
import { dirname, join } from "node:path";
import { TeamError } from "@teamwright/core/store";
import { makeFolder, syncFolder, type Disk } from "./disk.ts";
import { ifThere } from "./store-error.ts";

/** 1 kept each record as a linked file; see docs/decisions/0018. */
const FORMAT = 2;

interface Format {
  readonly format: number;
  readonly segment: number;
}

/**
 * What `format.json` says, or null if the store was never written. Throws RECORD_NEWER for a later format and
 * STORE_UNSUPPORTED for an earlier one.
 */
export function readFormat(root: string): Format | null {
  const path = join(root, "format.json");
  const inUse = () => (ifThere(() => fs.readdirSync(join(root, "logs"))) ?? []).length > 0;
  // Logs come after the line: where there are some by now, it may have come since the first look.
  const line = wholeLine(path) ?? (inUse() ? (wholeLine(path) ?? "") : null);
  if (line === null) return null;
  let found: Partial<Format> = {};
  try {
    found = JSON.parse(line) as Partial<Format>;
  } catch {
    // Reported below.
  }
  if (typeof found.format === "number" && found.format > FORMAT) {
    throw new TeamError("RECORD_NEWER", { data: { version: found.format, supported: FORMAT } });
  }
  if (found.format === 1) {
    throw new TeamError("STORE_UNSUPPORTED", {
      message: "This store was written by a development version of Teamwright, in a form that is no longer read.",
      hint: "Finish its sessions with that version, then move the folder away: the next `teamwright session start` begins a new store.",
      data: { path: root, probe: "format 1" },
    });
  }
  if (found.format !== FORMAT || !Number.isSafeInteger(found.segment) || found.segment! < 1) {
    throw new TeamError("STORE_CORRUPT", {
      message: "format.json of the store cannot be read.",
      hint: `Put it back: it is one line, {"format":${FORMAT},"segment":256} where nobody chose another size; then run \`teamwright store check\`.`,
      data: { path },
    });
  }
  return found as Format;
}

/** The first that is whole. A line is written in one go, so what has no end was begun by a writer that was killed. */
function wholeLine(path: string): string | undefined {
  const lines = (ifThere(() => fs.readFileSync(path, "utf8")) ?? "").split("\n").slice(0, -1);
  return lines.find((text) => text.endsWith("}"));
}

/** Creates what is missing, and answers with the segment size every writer of this store uses. */
export async function prepareRoot(root: string, segment: number, disk: Disk): Promise<number> {
  const known = readFormat(root);
  if (known) return known.segment;
  makeFolder(root);
  for (const folder of ["tmp", "logs"]) makeFolder(join(root, folder));
  if (!fs.existsSync(join(root, ".gitignore"))) fs.writeFileSync(join(root, ".gitignore"), "*\n", { mode: 0o600 });
  // Of two first writers with different ideas of the segment size, the first line decides, as it does for records.
  const line = Buffer.from(`\n${JSON.stringify({ format: FORMAT, segment } satisfies Format)}\n`);
  const fd = disk.create(join(root, "format.json"));
  try {
    if (disk.write(fd, line) < line.length) throw Object.assign(new Error("half written"), { code: "ENOSPC" });
    await disk.sync(fd);
  } finally {
    fs.closeSync(fd);
  }
  await syncFolder(root);
  // A parent that we may not open was there before us.
  await syncFolder(dirname(root)).catch(() => {});
  return readFormat(root)!.segment;
}
