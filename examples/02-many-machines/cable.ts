// The way from one machine to the database: a socket in a folder. Cut, it swallows all that is sent and answers nothing, as a dead network does.
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { connect, createServer, type Socket } from "node:net";
import { join } from "node:path";

export interface Cable {
  /** Address of the database at the other end. */
  readonly url: string;
  cut(): void;
  /** New connections get through again; the old ones are dead, as behind a firewall that has forgotten them. */
  mend(): void;
  remove(): Promise<void>;
}

/** `url` is the address of the server over TCP; `folder` belongs to the machine. */
export async function layCable(url: string, folder: string): Promise<Cable> {
  const { port, username, password, pathname } = new URL(url);
  const sockets = new Set<Socket>();
  let dead = false;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const server = createServer((near) => {
    const far = connect(Number(port), "127.0.0.1");
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on("data", (bytes) => dead || to.write(bytes));
      from.on("error", () => {});
      from.on("close", () => {
        sockets.delete(from);
        to.destroy();
      });
    }
  }).listen(join(folder, `.s.PGSQL.5432`));
  await once(server, "listening");
  // Short waits, since this network dies on purpose.
  const waits = "timeout=500&connect_timeout=1&patience=500";
  return {
    url: `postgres://${username}:${password}@${encodeURIComponent(folder)}${pathname}?${waits}`,
    cut: () => void (dead = true),
    mend() {
      for (const socket of sockets) socket.destroy();
      dead = false;
    },
    async remove() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
