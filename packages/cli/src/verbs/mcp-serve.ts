import { PROFILES, type Profile, type ServerOptions, serveOverHttp, serveOverStdio } from "@teamwright/mcp";
import { badInput, unknownFlag } from "../bad-input.ts";
import { BUNDLED } from "../bundled.ts";
import type { Flag } from "../split-line.ts";
import { sayResult } from "../say-result.ts";
import { tokenFolder } from "../token-folder.ts";
import { wholeNumber } from "../verb-flags.ts";
import type { Invocation } from "../verbs.ts";
import { productVersion } from "./version.ts";

/** `mcp serve`: serves until the client leaves or a signal comes. Over standard streams nothing else is printed there. */
export async function mcpServe({ globals, words, flags, options: f }: Invocation): Promise<number> {
  if (words.length > 0) throw unknownFlag(words[0]!, []);
  const profile = (f.tools as string | undefined) ?? "coordinator";
  if (!(PROFILES as readonly string[]).includes(profile)) throw badInput("tools", `is one of ${PROFILES.join(", ")}`);
  const packs = all(flags, "pack");
  const workspaces = all(flags, "workspace");
  const options: ServerOptions = {
    profile: profile as Profile,
    bundled: BUNDLED,
    version: productVersion(),
    views: process.env.TEAMWRIGHT_VIEWS !== "0",
    ...(packs.length > 0 ? { packs } : {}),
    ...(workspaces.length > 0 ? { workspaces } : {}),
    ...(globals.store === undefined ? {} : { store: globals.store }),
  };
  const stop = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => stop.abort());
  const onerror = (error: Error) => void process.stderr.write(`mcp: ${error.message}\n`);
  const port = wholeNumber("http", f.http);
  if (port === undefined) {
    if (f.host || f.open || f.tokens || all(flags, "allow-host").length > 0)
      throw badInput("http", "is needed with --host, --open, --tokens and --allow-host");
    await serveOverStdio({ ...options, signal: stop.signal, onerror });
    return 0;
  }
  const serving = await serveOverHttp({
    // Remote callers do not choose folders of this machine.
    ...(workspaces.length === 0 && globals.store === undefined ? { workspaces: [process.cwd()] } : {}),
    ...options,
    port,
    allowedHosts: all(flags, "allow-host"),
    ...(typeof f.host === "string" ? { host: f.host } : {}),
    ...(f.open ? {} : { tokens: tokenFolder(globals.store, f.tokens) }),
    onerror,
  });
  if (globals.json) sayResult({ url: serving.url.href });
  else process.stdout.write(`MCP at ${serving.url.href}\n`);
  await new Promise<void>((resolve) => {
    stop.signal.addEventListener("abort", () => resolve(), { once: true });
    if (stop.signal.aborted) resolve();
  });
  await serving.close();
  return 0;
}

function all(flags: readonly Flag[], name: string): string[] {
  const values = flags.filter((flag) => flag.name === name).map(({ value }) => value);
  if (values.includes(undefined)) throw badInput(name, "needs a value");
  return values as string[];
}
