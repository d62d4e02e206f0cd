import { serveStdio } from "@modelcontextprotocol/server/stdio";
import type { McpRequestContext } from "@modelcontextprotocol/server";
import { accessOf } from "./access.ts";
import { buildServer } from "./build-server.ts";
import { pushTo } from "./push.ts";
import { openKit, type ServerOptions } from "./open-kit.ts";

export interface StdioOptions extends ServerOptions {
  /** Ends the serving, as the client does by closing its end. */
  signal?: AbortSignal;
  /** Told of what went wrong outside any call. */
  onerror?: (error: Error) => void;
}

/** Serves one client over the standard streams until it leaves; commits under way are finished. Nothing else may write to standard output. */
export async function serveOverStdio({ signal, onerror, ...options }: StdioOptions): Promise<void> {
  const kit = await openKit(options);
  const build = ({ era }: McpRequestContext) => {
    const server = buildServer(kit, accessOf(kit.profile), { subscribe: true });
    pushTo(server, kit.push, era);
    return server;
  };
  const handle = serveStdio(build, onerror ? { onerror } : {});
  await new Promise<void>((leave) => {
    process.stdin.once("end", leave).once("close", leave);
    signal?.addEventListener("abort", () => leave(), { once: true });
    if (signal?.aborted) leave();
  });
  await handle.close();
  await kit.close();
}
