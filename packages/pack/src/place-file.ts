// Writing where a person has said. Whatever is wrong with that place is said of the field that named it.
import { mkdir, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { TeamError } from "@teamwright/core";

/** Writes a file and makes the folders above it; `isNew` refuses one that is there. Throws INPUT_INVALID for `field`. */
export async function placeFile(
  path: string,
  content: string | Uint8Array,
  { field, isNew = false }: { field: string; isNew?: boolean },
): Promise<void> {
  await makeFolder(dirname(path), field);
  await said(path, field, () => writeFile(path, content, { flag: isNew ? "wx" : "w" }));
}

/** Makes a folder and what is missing above it; one that is there will do. Throws INPUT_INVALID for `field`. */
export const makeFolder = (dir: string, field: string): Promise<void> => said(dir, field, () => make(dir));

/** Not `mkdir` with `recursive`: that never ends below /proc, where a folder that is there takes no new ones. */
async function make(dir: string): Promise<void> {
  if (await isFolder(dir)) return;
  if (dirname(dir) !== dir) await make(dirname(dir));
  await mkdir(dir).catch(async (error: unknown) => {
    if (!(await isFolder(dir))) throw error;
  });
}

const isFolder = async (path: string): Promise<boolean> => (await stat(path).catch(() => null))?.isDirectory() === true;

async function said(path: string, field: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (cause) {
    const { code, path: place = path } = cause as NodeJS.ErrnoException;
    const problem = `cannot be written (${code ?? String(cause)}): ${place}`;
    throw new TeamError("INPUT_INVALID", {
      message: `--${field} ${problem}.`,
      hint: "Name a folder in which you may make files.",
      data: { issues: [{ field, problem }] },
      cause,
    });
  }
}
