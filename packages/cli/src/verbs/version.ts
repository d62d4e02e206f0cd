import { readFileSync } from "node:fs";
import { FROM_SOURCE } from "../bundled.ts";
import { sayResult } from "../say-result.ts";
import type { Invocation } from "../verbs.ts";

/** Prints the version of this package. */
export async function version({ globals }: Invocation): Promise<number> {
  const manifest = new URL(FROM_SOURCE ? "../../package.json" : "../package.json", import.meta.url);
  const { version: v } = JSON.parse(readFileSync(manifest, "utf8")) as { version: string };
  if (globals.json) sayResult({ version: v, node: process.versions.node });
  else process.stdout.write(`teamwright ${v}\n`);
  return 0;
}
