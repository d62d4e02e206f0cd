import { isAbsolute, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type LogStore, memoryStore, TeamError } from "@teamwright/core/store";

/**
 * Opens the store an address names: `file:PATH` or a bare path, `memory:`, or the scheme of an installed backend
 * (`@teamwright/store-SCHEME`, which exports `open(url)`). Throws STORE_URL for anything else.
 */
export async function openStore(url: string): Promise<LogStore> {
  if (url.includes("\0") || url.trim() === "") throw new TeamError("STORE_URL", { data: { url } });
  const scheme = /^([a-z][a-z0-9+-]+):/.exec(url)?.[1];
  if (scheme === "memory") return memoryStore();
  if (scheme === undefined || scheme === "file") {
    const { openFileStore } = await import("@teamwright/store-file");
    return openFileStore(pathOf(url));
  }
  const name = `@teamwright/store-${scheme === "postgresql" ? "postgres" : scheme}`;
  let backend: { open?: (url: string) => Promise<LogStore> };
  try {
    backend = (await import(name)) as typeof backend;
  } catch (cause) {
    throw new TeamError("STORE_URL", {
      message: `No backend for ${scheme}: is installed.`,
      hint: `Install ${name}, or use file:PATH.`,
      data: { url: `${scheme}:...` },
      cause,
    });
  }
  if (!backend.open)
    throw new TeamError("STORE_URL", { message: `${name} exports no open(url).`, data: { url: `${scheme}:...` } });
  return backend.open(url);
}

function pathOf(url: string): string {
  if (url.startsWith("file://")) return fileURLToPath(url);
  const path = url.startsWith("file:") ? url.slice(5) : url;
  return isAbsolute(path) ? path : resolve(path);
}
