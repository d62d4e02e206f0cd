// A Postgres of the tests' own: real binaries, a temporary folder, fsync on; gone with the process that started it, also after a kill.
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** One that was started by `startPostgres`. */
export interface PostgresCluster {
  /** Address of a superuser with a password, over TCP; `parameters` are added to it. */
  url(database?: string, parameters?: Record<string, string>): string;
  readonly host: string;
  readonly port: number;
  readonly folder: string;
  /** The user the server runs as, if it is not us. */
  readonly owner: { readonly uid: number; readonly gid: number } | undefined;
  /** Starts it after `kill` or `stop`; resolves when it takes connections. */
  start(): Promise<void>;
  /** The postmaster and every backend, by SIGKILL; resolves when they are gone. */
  kill(): Promise<void>;
  stop(how?: "fast" | "immediate"): Promise<void>;
  /** Ends it and removes its folder. */
  remove(): Promise<void>;
}

/** What a suite that needs a Postgres says where there is none; `npm test` repeats it in its closing lines. */
export const POSTGRES_ABSENT = "(NOT RUN: Postgres needs initdb and postgres on PATH or below /usr/lib/postgresql)";

const PASSWORD = "s3cret-of-the-tests";

/** Folder of `initdb` and `postgres`: from PATH, else the newest of the Debian layout. Undefined if there is none. */
export function postgresBinaries(): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  return [...folders, ...versions.map((version) => join(debian, version, "bin"))].find(
    (folder) => existsSync(join(folder, "initdb")) && existsSync(join(folder, "postgres")),
  );
}

/** `settings` go into postgresql.conf, `hba` before the lines of pg_hba.conf that ask everybody for a password. */
export async function startPostgres(
  options: { settings?: Record<string, string>; hba?: string[] } = {},
): Promise<PostgresCluster> {
  const binaries = postgresBinaries();
  if (!binaries) throw new Error("No Postgres is installed.");
  const owner = process.getuid?.() === 0 ? unprivileged() : undefined;
  const folder = mkdtempSync(join(tmpdir(), "teamwright-pg-"));
  if (owner) chownSync(folder, owner.uid, owner.gid);
  const data = join(folder, "data");
  const secret = join(folder, "password");
  writeFileSync(secret, PASSWORD);
  const args = ["-D", data, "-U", "postgres", "-A", "scram-sha-256", "-E", "UTF8", "--locale=C", `--pwfile=${secret}`];
  await run(join(binaries, "initdb"), args, { ...owner, cwd: folder });
  const hba = [...(options.hba ?? []), "host all all 127.0.0.1/32 scram-sha-256"];
  writeFileSync(join(data, "pg_hba.conf"), `${hba.join("\n")}\n`);
  const settings = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: "60",
    shared_buffers: "32MB",
    ...options.settings,
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value}'`);
  writeFileSync(join(data, "postgresql.conf"), `${lines.join("\n")}\n`);
  return clusterAt(folder, binaries, owner);
}

async function clusterAt(folder: string, binaries: string, owner: PostgresCluster["owner"]): Promise<PostgresCluster> {
  const data = join(folder, "data");
  const port = await freePort();
  const keeper = keep(folder);
  const pid = () => Number(readFileSync(join(data, "postmaster.pid"), "utf8").split("\n")[0]);
  const control = (...args: string[]) =>
    run(join(binaries, "pg_ctl"), ["-D", data, "-w", "-t", "20", ...args], { ...owner, cwd: folder });

  const cluster: PostgresCluster = {
    host: "127.0.0.1",
    port,
    folder,
    owner,
    url(database = "postgres", parameters = {}) {
      const query = new URLSearchParams(parameters).toString();
      return `postgres://postgres:${PASSWORD}@127.0.0.1:${port}/${database}${query && `?${query}`}`;
    },
    async start() {
      try {
        await control("-l", join(folder, "log"), "-o", `-p ${port}`, "start");
      } catch (error) {
        throw new Error(`Postgres does not start: ${readFileSync(join(folder, "log"), "utf8").slice(-2_000)}`, {
          cause: error,
        });
      }
    },
    async kill() {
      const postmaster = pid();
      // Held, so that no backend is born while they are counted.
      signal(postmaster, "SIGSTOP");
      const pids = [postmaster, ...backends(postmaster)];
      for (const one of pids) signal(one, "SIGKILL");
      while (pids.some((one) => signal(one, 0))) await new Promise((resolve) => setImmediate(resolve));
      // Where nobody collects the dead, as in a container, the next server would take this one for alive.
      rmSync(join(data, "postmaster.pid"), { force: true });
    },
    async stop(how = "fast") {
      await control("-m", how, "stop");
    },
    async remove() {
      keeper.ref();
      const gone = once(keeper, "exit");
      keeper.stdin.end();
      await gone;
    },
  };
  try {
    await cluster.start();
  } catch (error) {
    await cluster.remove();
    throw error;
  }
  return cluster;
}

/** A shell that outlives us by the time it takes to end the server and to remove the folder: our end, however it comes, closes its input. */
function keep(folder: string) {
  const script =
    'cat >/dev/null; P="$1/data/postmaster.pid"; [ -f "$P" ] && kill -QUIT "$(head -n 1 "$P")" 2>/dev/null; rm -rf "$1"; sleep 0.1; rm -rf "$1"';
  const keeper = spawn("sh", ["-c", script, "sh", folder], { detached: true, stdio: ["pipe", "ignore", "ignore"] });
  keeper.unref();
  (keeper.stdin as unknown as { unref(): void }).unref();
  return keeper;
}

/** initdb refuses root; the server then runs as the user of the Debian package, or as nobody. */
function unprivileged(): { uid: number; gid: number } {
  const users = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  const [, , uid, gid] = users.find(([name]) => name === "postgres") ?? users.find(([name]) => name === "nobody") ?? [];
  return { uid: Number(uid), gid: Number(gid) };
}

function backends(parent: number): number[] {
  const children = readFileSync(`/proc/${parent}/task/${parent}/children`, "utf8");
  return children.split(" ").filter(Boolean).map(Number);
}

/** True if the process is there. */
function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, name);
    return !existsSync(`/proc/${pid}/stat`) || !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, "latin1"));
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
