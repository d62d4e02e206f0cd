// Opens what a server needs, from options as a command line or a generated server gives them.
import { basename } from "node:path";
import type { HostId } from "@teamwright/hosts/capabilities";
import { findPack, listPacks, loadPack, type LoadedPack } from "@teamwright/pack";
import { openDesk, type DeskOptions } from "./desk.ts";
import { keepViews } from "./keep-views.ts";
import type { Kit } from "./kit.ts";
import { openPush } from "./push.ts";
import { loadSkills } from "./skills.ts";
import type { Profile } from "./tools.ts";

export interface ServerOptions extends Omit<DeskOptions, "changed"> {
  /** Which tools are offered. Default coordinator. */
  profile?: Profile;
  /** Names or folders of packs. Default: every pack that can be named from here. */
  packs?: readonly string[];
  /** Folders of packs that come with the product. */
  bundled?: readonly string[];
  version?: string;
  /** Whether session folders are written beside the store. Default true. */
  views?: boolean;
  /** The program that starts this server, for clients that do not say their name. */
  runBy?: HostId;
}

export interface OpenKit extends Kit {
  /** Ends waits. */
  stop(): void;
  /** Waits for what is being written, then closes every session. */
  close(): Promise<void>;
}

/** Opens the desk and loads the packs. Throws PACK_NOT_FOUND. */
export async function openKit({
  profile = "coordinator",
  packs,
  bundled = [],
  version = "0.0.0",
  views = true,
  runBy,
  ...desk
}: ServerOptions): Promise<OpenKit> {
  const folders = packs
    ? await Promise.all(packs.map((name) => findPack(name, { bundled })))
    : await listPacks({ bundled });
  const loaded = await Promise.all(
    folders.map(async (dir): Promise<[string, LoadedPack]> => {
      const pack = await loadPack(dir, { bundled });
      return [pack.team?.name ?? basename(dir), pack];
    }),
  );
  const byName = new Map(loaded);
  const push = openPush();
  const sessions = openDesk({ ...desk, changed: (handle, entry) => push.tell(handle, entry) });
  const keeper = keepViews();
  const stopping = new AbortController();
  return {
    desk: sessions,
    profile,
    packs: byName,
    skills: await loadSkills(byName),
    version,
    push,
    ...(runBy === undefined ? {} : { runBy }),
    stopping: stopping.signal,
    committed: (opened) => {
      if (views) keeper.committed(opened);
    },
    stop: () => stopping.abort(),
    async close() {
      stopping.abort();
      await keeper.settled();
      await sessions.close();
    },
  };
}
