// Files that workers left in the session folder. Names come from outside: nothing above the folder can be reached, links included.
import { readFile, realpath, stat } from "node:fs/promises";
import { extname, join, sep } from "node:path";
import { RelativePath, TeamError } from "@teamwright/core";
import { filesBelow } from "@teamwright/pack";
import { sessionFolder } from "@teamwright/views";
import { invalid } from "./access.ts";
import type { Opened } from "./desk.ts";

/** Bytes of the largest that is served. */
const MAX_BYTES = 1_000_000;
const MAX_LISTED = 500;
const TYPES: Record<string, string> = {
  ".md": "text/markdown",
  ".json": "application/json",
  ".txt": "text/plain",
  ".html": "text/plain",
};

const folderOf = ({ place, session }: Opened): string => {
  if (place.root === undefined) throw invalid("path", "this store has no session folders");
  return join(sessionFolder(place.root, session.log), "artifacts");
};

/** Paths below the folder, for completion. */
export async function listArtifacts(opened: Opened): Promise<string[]> {
  const paths = await filesBelow(folderOf(opened)).catch(() => []);
  return paths.slice(0, MAX_LISTED);
}

/** One of them, as text where it is text. Throws INPUT_INVALID, LIMIT_EXCEEDED. */
export async function readArtifact(
  opened: Opened,
  path: string,
): Promise<{ mimeType: string } & ({ text: string } | { blob: string })> {
  const root = await realpath(folderOf(opened)).catch(() => undefined);
  if (root === undefined || !RelativePath.safeParse(path).success) throw invalid("path", "no such artifact");
  const real = await realpath(join(root, path)).catch(() => undefined);
  if (real === undefined || !real.startsWith(root + sep)) throw invalid("path", "no such artifact");
  const info = await stat(real);
  if (!info.isFile()) throw invalid("path", "no such artifact");
  if (info.size > MAX_BYTES)
    throw new TeamError("LIMIT_EXCEEDED", {
      message: `It has ${info.size} bytes; read the file itself.`,
      data: { limit: "artifact", max: MAX_BYTES, got: info.size },
    });
  const bytes = await readFile(real);
  const mimeType = TYPES[extname(real)];
  return mimeType === undefined
    ? { mimeType: "application/octet-stream", blob: bytes.toString("base64") }
    : { mimeType, text: bytes.toString("utf8") };
}
