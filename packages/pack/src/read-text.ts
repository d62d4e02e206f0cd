// Reads one file of a pack as text, whatever lies there in its place.
import { constants } from "node:fs";
import { open } from "node:fs/promises";
import type { PackComplaint } from "./complaint.ts";

/** Bytes of a file of a pack. The largest of ours has 12 KB. */
const MAX_BYTES = 2_000_000;

/** The text, or what is wrong. A pipe or a device is never waited for, and no more than 2 MB are held. `texts` are read in the place of files. */
export async function readText(
  path: string,
  texts: ReadonlyMap<string, string> = new Map(),
): Promise<{ text: string } | { complaint: PackComplaint }> {
  const unsaved = texts.get(path);
  if (unsaved !== undefined) return { text: unsaved };
  const wrong = (message: string, fix: string, code = "PACK_FILE") => ({
    complaint: { path, line: 1, column: 1, code, severity: "error" as const, message, fix },
  });
  try {
    await using handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const info = await handle.stat();
    if (!info.isFile()) return wrong("This is no file.", "Rename it, or put a file there.");
    if (info.size > MAX_BYTES) return wrong(`The file has ${info.size} bytes.`, `Shorten it to at most ${MAX_BYTES}.`);
    return { text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(await handle.readFile()) };
  } catch (cause) {
    if (cause instanceof TypeError) return wrong("It is not UTF-8.", "Save it as UTF-8 text.");
    const { code } = cause as NodeJS.ErrnoException;
    if (code === "ENOENT")
      return wrong("There is no such file, or the link leads nowhere.", "Put a file there.", "PACK_NO_FILE");
    if (code === "ELOOP") return wrong("This link leads back to itself.", "Remove the link, or put a file there.");
    return wrong(`It cannot be read (${code ?? (cause as Error).message}).`, "Give this user the right to read it.");
  }
}
