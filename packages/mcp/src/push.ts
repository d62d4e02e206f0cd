// Tells clients that asked for it that a session or a task has changed. A hint, as in every era: what happened is read, or waited for.
import type { McpServer } from "@modelcontextprotocol/server";
import type { FeedEntry } from "@teamwright/runtime";
import { sessionUri } from "./resources.ts";

/** Told the address of whatever has changed. */
export type Listener = (uri: string) => void;

export interface Push {
  /** Tells all listeners of one record of the session behind `handle`. */
  tell(handle: string, entry: FeedEntry): void;
  /** Returns how to stop listening. */
  listen(listener: Listener): () => void;
}

export function openPush(): Push {
  const listeners = new Set<Listener>();
  return {
    tell(handle, { commit }) {
      const uri = sessionUri(handle);
      const tasks = commit.events.flatMap((event) => {
        const { task } = event as { task?: string | { id: string } };
        return task === undefined ? [] : [typeof task === "string" ? task : task.id];
      });
      for (const changed of [uri, ...[...new Set(tasks)].map((task) => `${uri}/task/${task}`)])
        for (const listener of listeners) listener(changed);
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Sends to the one client of a connection. Of the handshake era it subscribes by address; of the newer one the SDK keeps its list. */
export function pushTo({ server }: McpServer, push: Push, era: "legacy" | "modern"): void {
  const wanted = era === "legacy" ? new Set<string>() : undefined;
  if (wanted) {
    server.setRequestHandler("resources/subscribe", ({ params }) => {
      wanted.add(params.uri);
      return {};
    });
    server.setRequestHandler("resources/unsubscribe", ({ params }) => {
      wanted.delete(params.uri);
      return {};
    });
  }
  const stop = push.listen((uri) => {
    // A client that has just left hears nothing more.
    if (!wanted || wanted.has(uri)) server.sendResourceUpdated({ uri }).catch(() => {});
  });
  const { onclose } = server;
  server.onclose = () => {
    stop();
    onclose?.();
  };
}
