// A network cable between a store and its server, which a test can cut.
import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** What the relay sees of a message: sent by the store ("up") or by the server ("down"). */
export type Seen = (way: "up" | "down", bytes: Buffer) => "pass" | "cut" | "pass and cut";

export interface Relay {
  /** `url` with the relay in place of the server. */
  through(url: string): string;
  /** Asked about every message from now on. */
  seen: Seen;
  /** Ends all connections. Messages under way are lost. */
  cut(): void;
  close(): Promise<void>;
}

export async function openRelay(port: number): Promise<Relay> {
  const sockets = new Set<Socket>();
  const relay: Relay = {
    seen: () => "pass",
    through(url) {
      return Object.assign(new URL(url), { port: String((server.address() as AddressInfo).port) }).href;
    },
    cut() {
      for (const socket of sockets) socket.destroy();
    },
    async close() {
      relay.cut();
      server.close();
      await once(server, "close");
    },
  };
  const server = createServer((near) => {
    const far = connect(port, "127.0.0.1");
    join(near, far, "up");
    join(far, near, "down");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return relay;

  function join(from: Socket, to: Socket, way: "up" | "down"): void {
    sockets.add(from);
    from.setNoDelay(true).on("error", () => {});
    from.on("close", () => {
      sockets.delete(from);
      to.destroy();
    });
    from.on("data", (bytes) => {
      const verdict = relay.seen(way, bytes);
      // "pass and cut": what was passed on still has to leave.
      if (verdict === "pass and cut") to.end(bytes, () => from.destroy());
      else if (verdict === "cut") from.destroy();
      else to.write(bytes);
    });
  }
}
