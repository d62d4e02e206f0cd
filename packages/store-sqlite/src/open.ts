import { isAbsolute, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { TeamError } from "@teamwright/core/store";
import { openSqliteStore, type SqliteStore } from "./open-sqlite-store.ts";

/**
 * Opens `sqlite:PATH`, or `sqlite:///ABSOLUTE`. `?sync=normal` answers before the disk has the record: nothing is lost when a process
 * dies, but the last records may be when the machine loses power. `?check=off` opens a damaged database all the same, for what can still
 * be read of it, and never writes to it. Throws STORE_URL for anything else, and what `openSqliteStore` throws.
 */
export async function open(url: string): Promise<SqliteStore> {
  const [, address = "", query = ""] = /^sqlite:([^?]*)(?:\?(.*))?$/s.exec(url) ?? [];
  const parameters = new URLSearchParams(query);
  const sync = parameters.get("sync") ?? "full";
  const check = parameters.get("check") ?? "on";
  const unknown = [...parameters.keys()].find((key) => key !== "sync" && key !== "check");
  const known = (sync === "full" || sync === "normal") && (check === "on" || check === "off");
  if (address === "" || address.includes("\0") || unknown !== undefined || !known)
    throw new TeamError("STORE_URL", {
      message: "The address of a SQLite store is sqlite:PATH, with ?sync=normal or ?check=off or without.",
      data: { url: url.slice(0, 200) },
    });
  return openSqliteStore(pathOf(address, url), { sync, check: check === "on" });
}

function pathOf(address: string, url: string): string {
  if (!address.startsWith("//")) return isAbsolute(address) ? address : resolve(address);
  try {
    return fileURLToPath(`file:${address}`);
  } catch (cause) {
    throw new TeamError("STORE_URL", { data: { url: url.slice(0, 200) }, cause });
  }
}
