// The sessions this server has open. A handle says all that is needed to open one again, so no call depends on an earlier one.
import { statSync } from "node:fs";
import { isAbsolute, relative, resolve } from "node:path";
import { realpath } from "node:fs/promises";
import { ERRORS, TeamError } from "@teamwright/core";
import { checkLogId, type LogStore } from "@teamwright/core/store";
import {
  type FeedEntry,
  findStore,
  newStore,
  openSession,
  openStore,
  type Session,
  type StorePlace,
} from "@teamwright/runtime";
import { invalid, refuse } from "./access.ts";

export interface DeskOptions {
  /** Folders that may be opened. Absent: any that has a store. The first is meant when a handle names none. */
  workspaces?: readonly string[];
  /** The only store there is, instead of the ones beside the workspaces. */
  store?: string;
  /** Sessions kept open at once; the one unused for longest is closed and opened again when needed. Default 100. */
  maxOpen?: number;
  /** Told of every record of the sessions that are open, ours and those of others. */
  changed?: (handle: string, entry: FeedEntry) => void;
}

export interface Opened {
  handle: string;
  place: StorePlace;
  /** The workspace; absent when the server has one store for all. */
  folder?: string;
  session: Session;
}

/** A workspace and the store that belongs to it. */
export interface Workspace {
  /** How handles name it; absent for the default. */
  path?: string;
  /** Its folder; absent when the server has one store for all. */
  folder?: string;
  place: StorePlace;
  store: LogStore;
}

export interface Desk {
  /** Opens what `path` names, or the default. `create` makes the store when there is none. Throws STORE_NOT_FOUND, INPUT_INVALID, PERMISSION_DENIED. */
  workspace(path: unknown, options?: { create?: boolean }): Promise<Workspace>;
  /** The handle of a session in a workspace. */
  handleOf(workspace: Workspace, session: string): string;
  /** Runs `work` on the session a handle names. Throws SESSION_NOT_FOUND, LOG_ID and as `workspace`. */
  use<T>(handle: unknown, work: (opened: Opened) => Promise<T>): Promise<T>;
  /** Handles used so far, newest last. */
  handles(): string[];
  close(): Promise<void>;
}

interface Entry {
  opening: Promise<Session>;
  users: number;
  /** Names under which it is known to callers. */
  handles: Set<string>;
  /** Closed when its last user leaves. */
  dropped?: true;
}

const close = (entry: Entry): Promise<void> => entry.opening.then((session) => session.close()).catch(() => {});

/** `SESSION@/path/of/the/workspace`, or `SESSION` alone for the default workspace. Longer ones are no handles. */
const MAX_HANDLE = 4_500;

export function openDesk({ workspaces, store: only, maxOpen = 100, changed }: DeskOptions = {}): Desk {
  const allowed = workspaces?.map((path) => resolve(path));
  const stores = new Map<string, Promise<LogStore>>();
  const entries = new Map<string, Entry>();
  const used = new Set<string>();

  const storeAt = (url: string): Promise<LogStore> => {
    let opening = stores.get(url);
    if (!opening) {
      opening = openStore(url);
      stores.set(url, opening);
      opening.catch(() => stores.delete(url));
    }
    return opening;
  };

  const placeOf = async (path: string | undefined, create: boolean): Promise<StorePlace> => {
    if (only !== undefined) return create ? newStore(only) : findStore(only);
    return create ? newStore(undefined, path) : findStore(undefined, path);
  };

  const workspace: Desk["workspace"] = async (given, { create = false } = {}) => {
    const path =
      only !== undefined && given === undefined ? undefined : await checkWorkspace(given ?? allowed?.[0], allowed);
    const place = await placeOf(path, create);
    const named = only === undefined && !(allowed && (await isSame(path!, allowed[0]!)));
    return {
      ...(named ? { path: path! } : {}),
      ...(path === undefined ? {} : { folder: path }),
      place,
      store: await storeAt(place.url),
    };
  };

  const handleOf: Desk["handleOf"] = ({ path }, session) => (path === undefined ? session : `${session}@${path}`);

  const use: Desk["use"] = async (given, work) => {
    if (typeof given !== "string" || given.length > MAX_HANDLE)
      throw invalid("session", "give the handle that session_open answered");
    const at = given.indexOf("@");
    const name = at < 0 ? given : given.slice(0, at);
    checkLogId(name);
    if (at < 0 && only === undefined && allowed === undefined)
      throw invalid(
        "session",
        "names no folder, and this server serves none of its own: use NAME@/path/of/the/project",
      );
    const place = await workspace(at < 0 ? undefined : given.slice(at + 1));
    const key = `${place.place.url}\n${name}`;
    const entry: Entry = entries.get(key) ?? {
      opening: openSession(place.store, name, { mustExist: true }),
      users: 0,
      handles: new Set(),
    };
    if (changed && !entries.has(key)) void follow(entry, changed);
    entries.delete(key);
    entries.set(key, entry);
    entry.users += 1;
    try {
      const handle = handleOf(place, name);
      const session = await entry.opening;
      used.delete(handle);
      used.add(handle);
      entry.handles.add(handle);
      const { folder } = place;
      return await work({ handle, place: place.place, session, ...(folder === undefined ? {} : { folder }) });
    } catch (error) {
      // What a rule refused leaves the session as it was. Whatever else happened, the next call starts from the log again.
      if (!TeamError.is(error) || ERRORS[error.code].exit >= 6 || error.code === "SESSION_NOT_FOUND") drop(key, entry);
      throw error;
    } finally {
      entry.users -= 1;
      if (entry.users === 0 && entry.dropped) void close(entry);
      for (const [idle, other] of entries) {
        if (entries.size <= maxOpen) break;
        if (other.users === 0) drop(idle, other);
      }
    }
  };

  const drop = (key: string, entry: Entry): void => {
    entry.dropped = true;
    if (entries.get(key) === entry) entries.delete(key);
    if (entry.users === 0) void close(entry);
  };

  return {
    workspace,
    handleOf,
    use,
    handles: () => [...used].slice(-100),
    async close() {
      for (const entry of entries.values()) await close(entry);
      for (const opening of stores.values()) await opening.then((s) => s.close()).catch(() => {});
    },
  };
}

/** Passes on every record until the session is closed. */
async function follow({ opening, handles }: Entry, changed: NonNullable<DeskOptions["changed"]>): Promise<void> {
  try {
    const session = await opening;
    for await (const record of session.feed(session.position)) for (const handle of handles) changed(handle, record);
  } catch {
    // A hint that fails: whoever calls next meets the same fault and is told.
  }
}

/** An absolute path of a folder that may be opened, as it was given. */
async function checkWorkspace(path: unknown, allowed: readonly string[] | undefined): Promise<string> {
  if (typeof path !== "string" || path === "")
    throw invalid("workspace", "give the absolute path of the project; this server does not know it");
  if (!isAbsolute(path) || path.includes("\0") || path.length > 4_096)
    throw invalid("workspace", "must be an absolute path");
  const folder = resolve(path);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw invalid("workspace", "is not a folder");
  if (!allowed) return folder;
  const real = await realpath(folder);
  for (const root of allowed) {
    const inside = relative(await realpath(root), real);
    if (inside === "" || (!inside.startsWith("..") && !isAbsolute(inside))) return folder;
  }
  throw refuse("PERMISSION_DENIED", { actor: "client", allowed: [] }, "This server does not serve that workspace.");
}

const isSame = async (a: string, b: string): Promise<boolean> => (await realpath(a)) === (await realpath(b));
