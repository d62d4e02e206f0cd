// The part that all fakes share: a server on loopback that reads JSON bodies and hands them on.
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync, zstdDecompressSync } from "node:zlib";
import type { Fake } from "./talk.ts";

// oxlint-disable-next-line typescript/no-explicit-any -- bodies of vendors' APIs, of which a fake reads the little that it needs
export type Body = any;

export interface Asked {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: Body;
  res: ServerResponse;
}

/** Listens on a free port of loopback. */
export async function serve(answer: (asked: Asked) => void): Promise<Fake> {
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on("data", (chunk: Buffer) => chunks.push(chunk));
    req.on("end", () => {
      const raw = Buffer.concat(chunks);
      const packed = req.headers["content-encoding"];
      const bytes = packed === "gzip" ? gunzipSync(raw) : packed === "zstd" ? zstdDecompressSync(raw) : raw;
      let body: Body = {};
      try {
        body = JSON.parse(bytes.toString("utf8"));
      } catch {}
      answer({ method: req.method ?? "", path: (req.url ?? "").split("?")[0]!, headers: req.headers, body, res });
    });
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

export function sendJson(res: ServerResponse, code: number, value: unknown): void {
  res.writeHead(code, { "content-type": "application/json" });
  res.end(JSON.stringify(value));
}

/** Server-sent events: each an object, named when the API names them. */
export function sendEvents(res: ServerResponse, events: readonly object[], named = true): void {
  res.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache" });
  for (const event of events)
    res.write(`${named ? `event: ${(event as { type: string }).type}\n` : ""}data: ${JSON.stringify(event)}\n\n`);
  res.end();
}

/** Counts calls and messages, other than any fake before it did: a session that goes on brings the ids of the last one along. */
export function counter(): () => string {
  const begun = Date.now().toString(36);
  let count = 0;
  return () => `${begun}${String(++count).padStart(4, "0")}`;
}
