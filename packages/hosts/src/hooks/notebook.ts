// What the hooks of one client session remember between calls: whom the session coordinates, and which claim each agent holds.
// Packs of one client share it: a worker may claim at the server of one and report at that of another. Each note says whose hooks act on it.
// Never the truth about a task: before anything is refused, the log is asked.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isObject } from "./hook-input.ts";

/** A claim that an agent of this client made. */
export interface HeldClaim {
  /** Handle of the team's session. */
  session: string;
  task: string;
  token: string;
  owner: string;
  /** Milliseconds since 1970 of its last sign of life. */
  renewed: number;
  /** How often it was sent back to work. */
  reminded: number;
  /** The server that took the claim, as the beginning of its tools' names: only the hooks of its pack renew and remind. */
  by: string;
}

export interface Coordination {
  /** Handle of the team's session. */
  handle: string;
  /** The server that the coordinator spoke to last: only the hooks of its pack hold the lock. */
  by: string;
}

export interface Notebook {
  coordinates(): Coordination | undefined;
  setCoordinates(noted: Coordination | undefined): void;
  claimOf(agent: string): HeldClaim | undefined;
  setClaim(agent: string, claim: HeldClaim | undefined): void;
}

/** The agent that is no worker of the client: its session itself. */
export const MAIN = "main";
const COORDINATES = "coordinates.json";
/** Notes of client sessions that nobody touched for a week are dropped. */
const KEEP_MS = 7 * 86_400_000;

/** The notebook of a client session below `folder`. Nothing is made before something is noted. */
export function openNotebook(folder: string, session: string): Notebook {
  const dir = join(folder, session);
  const file = (agent: string) => join(dir, `agent-${agent}.json`);
  return {
    coordinates() {
      const { handle, by } = read(join(dir, COORDINATES)) ?? {};
      return typeof handle === "string" && typeof by === "string" ? { handle, by } : undefined;
    },
    setCoordinates: (noted) => note(dir, join(dir, COORDINATES), noted),
    claimOf(agent) {
      const noted = read(file(agent));
      const texts = ["session", "task", "token", "owner", "by"].every((key) => typeof noted?.[key] === "string");
      const numbers = ["renewed", "reminded"].every((key) => typeof noted?.[key] === "number");
      return texts && numbers ? (noted as unknown as HeldClaim) : undefined;
    },
    setClaim: (agent, claim) => note(dir, file(agent), claim),
  };
}

/** Drops the notes of client sessions that are long over. False when none are left. */
export function sweep(folder: string, now: number): boolean {
  if (!existsSync(folder)) return false;
  for (const name of readdirSync(folder)) {
    const dir = join(folder, name);
    if (now - statSync(dir).mtimeMs > KEEP_MS) rmSync(dir, { recursive: true, force: true });
  }
  return readdirSync(folder).length > 0;
}

function read(path: string): Record<string, unknown> | undefined {
  try {
    const json = JSON.parse(readFileSync(path, "utf8")) as unknown;
    return isObject(json) ? json : undefined;
  } catch {
    return undefined;
  }
}

/** Written aside and renamed: a hook that runs beside this one reads the old note or the new. It holds a token, so nobody else may read it. */
function note(dir: string, path: string, value: object | undefined): void {
  if (value === undefined) return rmSync(path, { force: true });
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const aside = `${path}.${process.pid}`;
  writeFileSync(aside, JSON.stringify(value), { mode: 0o600 });
  renameSync(aside, path);
}
