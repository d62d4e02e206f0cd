import { readFileSync } from "node:fs";
import { PROFILES, type Profile, type ServerOptions, serveOverStdio } from "@teamwright/mcp";
import { badInput, unknownFlag } from "../bad-input.ts";
import { BUNDLED, FROM_SOURCE } from "../bundled.ts";
import type { Flag } from "../split-line.ts";
import { verbFlags } from "../verb-flags.ts";
import type { Invocation } from "../verbs.ts";

/** Flags that may be given more than once. */
const MANY = ["pack", "workspace"];

/** `mcp serve`: serves until the client leaves or a signal comes. Over standard streams nothing else is printed there. */
export async function mcpServe({ globals, words, flags }: Invocation): Promise<number> {
  if (words.length > 0) throw unknownFlag(words[0]!, []);
  const f = verbFlags(
    flags.filter(({ name }) => !MANY.includes(name)),
    ["tools"],
  );
  const profile = (f.tools as string | undefined) ?? "coordinator";
  if (!(PROFILES as readonly string[]).includes(profile)) throw badInput("tools", `is one of ${PROFILES.join(", ")}`);
  const packs = all(flags, "pack");
  const workspaces = all(flags, "workspace");
  const options: ServerOptions = {
    profile: profile as Profile,
    bundled: BUNDLED,
    version: version(),
    views: process.env.TEAMWRIGHT_VIEWS !== "0",
    ...(packs.length > 0 ? { packs } : {}),
    ...(workspaces.length > 0 ? { workspaces } : {}),
    ...(globals.store === undefined ? {} : { store: globals.store }),
  };
  const stop = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => stop.abort());
  await serveOverStdio({
    ...options,
    signal: stop.signal,
    onerror: (error) => void process.stderr.write(`mcp: ${error.message}\n`),
  });
  return 0;
}

function all(flags: readonly Flag[], name: string): string[] {
  const values = flags.filter((flag) => flag.name === name).map(({ value }) => value);
  if (values.includes(undefined)) throw badInput(name, "needs a value");
  return values as string[];
}

function version(): string {
  const manifest = new URL(FROM_SOURCE ? "../../package.json" : "../package.json", import.meta.url);
  return (JSON.parse(readFileSync(manifest, "utf8")) as { version: string }).version;
}
