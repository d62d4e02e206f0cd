import { isAbsolute, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type LogStore, memoryStore, TeamError } from "@teamwright/core/store";

interface Backend {
  open?: (url: string) => Promise<LogStore>;
  default?: Backend["open"];
}

/** Our own. Named word for word, so that a bundle can take them in; each is loaded when an address asks for it. */
const BACKENDS: Readonly<Record<string, () => Promise<Backend>>> = {
  sqlite: () => import("@teamwright/store-sqlite"),
  postgres: () => import("@teamwright/store-postgres"),
};

/**
 * Opens the store an address names: `file:PATH` or a bare path, `sqlite:PATH`, `postgres://...`, `memory:`, or the scheme of an
 * installed backend (`@teamwright/store-SCHEME`, which exports `open(url)`, by name or as default). Throws STORE_URL for anything
 * else.
 */
export async function openStore(url: string): Promise<LogStore> {
  if (url.includes("\0") || url.trim() === "") throw new TeamError("STORE_URL", { data: { url } });
  const scheme = schemeOf(url);
  if (scheme === "memory") return memoryStore();
  if (scheme === undefined || scheme === "file") {
    const { openFileStore } = await import("@teamwright/store-file");
    return openFileStore(pathOf(url));
  }
  return openBackend(scheme, url);
}

/** Fit to be shown: an address with a server in it without password and parameters, any other as it is. */
export function shownAddress(url: string): string {
  const scheme = schemeOf(url);
  if (scheme === undefined || !url.startsWith(`${scheme}://`) || scheme === "file") return url;
  if (!URL.canParse(url)) return `${scheme}:...`;
  const { protocol, username, host, pathname } = new URL(url);
  return `${protocol}//${username && `${username}@`}${host}${pathname}`;
}

/** Errors name the scheme only: the rest of an address may hold a password. */
async function openBackend(scheme: string, url: string): Promise<LogStore> {
  const known = scheme === "postgresql" ? "postgres" : scheme;
  const name = `@teamwright/store-${known}`;
  const data = { url: `${scheme}:...` };
  let backend: Backend;
  try {
    backend = await (Object.hasOwn(BACKENDS, known) ? BACKENDS[known]!() : (import(name) as Promise<Backend>));
  } catch (cause) {
    const absent = (cause as { code?: string }).code === "ERR_MODULE_NOT_FOUND" && String(cause).includes(`'${name}'`);
    throw new TeamError("STORE_URL", {
      message: absent ? `No backend for ${scheme}: is installed.` : `${name} cannot be loaded: ${String(cause)}`,
      hint: absent ? `Install it (npm install ${name}), or use file:PATH.` : `Install ${name} again, or use file:PATH.`,
      data,
      cause,
    });
  }
  const open = backend.open ?? backend.default;
  if (typeof open !== "function") throw new TeamError("STORE_URL", { message: `${name} exports no open(url).`, data });
  return open(url);
}

const schemeOf = (url: string): string | undefined => /^([a-z][a-z0-9+-]+):/.exec(url)?.[1];

function pathOf(url: string): string {
  if (url.startsWith("file://")) return fileURLToPath(url);
  const path = url.startsWith("file:") ? url.slice(5) : url;
  return isAbsolute(path) ? path : resolve(path);
}
