import { isAbsolute, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type LogStore, memoryStore, TeamError } from "@teamwright/core/store";

/**
 * Opens the store an address names: `file:PATH` or a bare path, `sqlite:PATH`, `memory:`, or the scheme of an installed backend
 * (`@teamwright/store-SCHEME`, which exports `open(url)`, by name or as default). Throws STORE_URL for anything else.
 */
export async function openStore(url: string): Promise<LogStore> {
  if (url.includes("\0") || url.trim() === "") throw new TeamError("STORE_URL", { data: { url } });
  const scheme = /^([a-z][a-z0-9+-]+):/.exec(url)?.[1];
  if (scheme === "memory") return memoryStore();
  if (scheme === undefined || scheme === "file") {
    const { openFileStore } = await import("@teamwright/store-file");
    return openFileStore(pathOf(url));
  }
  if (scheme === "sqlite") {
    const { open } = await import("@teamwright/store-sqlite");
    return open(url);
  }
  return openBackend(scheme, url);
}

type Open = (url: string) => Promise<LogStore>;

/** Errors name the scheme only: the rest of an address may hold a password. */
async function openBackend(scheme: string, url: string): Promise<LogStore> {
  const name = `@teamwright/store-${scheme === "postgresql" ? "postgres" : scheme}`;
  const data = { url: `${scheme}:...` };
  let backend: { open?: Open; default?: Open };
  try {
    backend = (await import(name)) as typeof backend;
  } catch (cause) {
    const absent = (cause as { code?: string }).code === "ERR_MODULE_NOT_FOUND" && String(cause).includes(`'${name}'`);
    throw new TeamError("STORE_URL", {
      message: absent ? `No backend for ${scheme}: is installed.` : `${name} cannot be loaded: ${String(cause)}`,
      hint: `Install ${name}${absent ? "" : " again"}, or use file:PATH.`,
      data,
      cause,
    });
  }
  const open = backend.open ?? backend.default;
  if (typeof open !== "function") throw new TeamError("STORE_URL", { message: `${name} exports no open(url).`, data });
  return open(url);
}

function pathOf(url: string): string {
  if (url.startsWith("file://")) return fileURLToPath(url);
  const path = url.startsWith("file:") ? url.slice(5) : url;
  return isAbsolute(path) ? path : resolve(path);
}
