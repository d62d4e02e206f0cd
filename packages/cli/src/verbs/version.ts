import { readFileSync } from "node:fs";
import { FROM_SOURCE } from "../bundled.ts";
import { sayResult } from "../say-result.ts";
import type { Invocation } from "../verbs.ts";

/** The version of this package. In a plugin it stands beside the bundle's folder, as in the package. */
export function productVersion(): string {
  const manifest = new URL(FROM_SOURCE ? "../../package.json" : "../package.json", import.meta.url);
  return (JSON.parse(readFileSync(manifest, "utf8")) as { version: string }).version;
}

/** Prints the version of this package. */
export async function version({ globals }: Invocation): Promise<number> {
  const v = productVersion();
  if (globals.json) sayResult({ version: v, node: process.versions.node });
  else process.stdout.write(`teamwright ${v}\n`);
  return 0;
}
