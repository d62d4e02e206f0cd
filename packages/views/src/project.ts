// The session folder: what people and tools like to read, written as things happen and never read back as truth.
import { appendFileSync, mkdirSync, rmSync, truncateSync } from "node:fs";
import { dirname, join } from "node:path";
import { checkLogId } from "@teamwright/core/store";
import type { Session } from "@teamwright/runtime";
import { board } from "./board.ts";
import { cacheIndexJson, manifestJson, metaJson, sessionJson } from "./json-views.ts";
import { closedBy, type Link, linkIn, readHistory } from "./lineage.ts";
import { roleFile } from "./role-file.ts";
import { readShown, show, writeShown } from "./shown.ts";
import { withViewLock } from "./view-lock.ts";
import { writeWhole } from "./write-whole.ts";

/** All that is written here. Artifacts and logs are the workers' and stay. */
const VIEWS = [
  ".msg",
  "wisdom",
  "discussions",
  "roles",
  "board.md",
  "session.json",
  "artifact-manifest.json",
  ".shown.json",
];

const MAKES_ROLES: ReadonlySet<string> = new Set(["session.created", "role.added", "pipeline.planned"]);

/** The folder of a session's views below `root`. */
export function sessionFolder(root: string, session: string): string {
  checkLogId(session);
  return join(root, "sessions", session);
}

/** Brings the folder up to the session's position. Returns the folder. Does nothing when another process is at it. */
export async function project(session: Session, root: string): Promise<string> {
  const folder = sessionFolder(root, session.log);
  mkdirSync(join(folder, ".msg"), { recursive: true, mode: 0o700 });
  mkdirSync(join(folder, "artifacts"), { recursive: true });
  await withViewLock(join(folder, ".writing"), async () => {
    const shown = readShown(folder);
    if (shown.position >= session.position) return;
    const { state } = session;
    const grown: Record<string, string> = {};
    const { team } = state.session!;
    let history: Map<string, Link> | undefined;
    const known = (id: string) => linkIn(state, id) ?? history?.get(id);
    let roles = false;
    for await (const entry of session.feed(shown.position, { follow: false })) {
      if (entry.position > state.position) break;
      if (entry.commit.events.flatMap(closedBy).some((id) => !known(id))) history = await readHistory(session);
      for (const [file, text] of Object.entries(show(shown, entry, { team, known })))
        grown[file] = (grown[file] ?? "") + text;
      roles ||= entry.commit.events.some(({ type }) => MAKES_ROLES.has(type));
    }
    for (const [file, text] of Object.entries(grown))
      shown.bytes[file] = appendAt(join(folder, file), shown.bytes[file] ?? 0, text);
    if (roles)
      for (const role of Object.values(state.session!.team.roles))
        writeWhole(join(folder, "roles", `${role.name}.md`), roleFile(role));
    writeWhole(join(folder, "board.md"), board(state, shown));
    writeWhole(join(folder, "session.json"), sessionJson(state, shown));
    writeWhole(join(folder, ".msg", "meta.json"), metaJson(state, shown));
    if (shown.explorations.length > 0)
      writeWhole(join(folder, "explorations", "cache-index.json"), cacheIndexJson(shown));
    if (shown.artifacts.length > 0) writeWhole(join(folder, "artifact-manifest.json"), manifestJson(shown));
    writeShown(folder, shown);
  });
  return folder;
}

/** Writes everything anew from the log; artifacts stay. Returns the folder. */
export async function rebuild(session: Session, root: string): Promise<string> {
  const folder = sessionFolder(root, session.log);
  for (const name of [...VIEWS, join("explorations", "cache-index.json"), join("explorations", "saved")])
    rmSync(join(folder, name), { recursive: true, force: true });
  return project(session, root);
}

/** Appends at byte `at`; what a killed writer left behind it is cut off first. Returns the new length. */
function appendAt(path: string, at: number, text: string): number {
  mkdirSync(dirname(path), { recursive: true });
  appendFileSync(path, "");
  truncateSync(path, at);
  appendFileSync(path, text);
  return at + Buffer.byteLength(text);
}
