// What all connections of one server share.
import type { SkillCatalog } from "@modelcontextprotocol/server/ext/skills";
import type { HostId } from "@teamwright/hosts/capabilities";
import type { LoadedPack } from "@teamwright/pack";
import type { Desk, Opened } from "./desk.ts";
import type { Push } from "./push.ts";
import type { Profile } from "./tools.ts";

export interface Kit {
  desk: Desk;
  profile: Profile;
  /** The packs that can be started and read here, by name. */
  packs: ReadonlyMap<string, LoadedPack>;
  skills: SkillCatalog;
  version: string;
  push: Push;
  /** The program that started this server, when it is known and the client does not say its name. */
  runBy?: HostId;
  /** Aborted when the server stops: who waits for news is answered at once. */
  stopping: AbortSignal;
  /** Called after a command that changed something. Never awaited by an answer. */
  committed(opened: Opened): void;
}
