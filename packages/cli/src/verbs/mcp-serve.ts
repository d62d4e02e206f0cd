import {
  type HttpOptions,
  PROFILES,
  type Profile,
  type ServerOptions,
  serveOverHttp,
  serveOverStdio,
} from "@teamwright/mcp";
import { hostOf } from "../host-of.ts";
import { badInput } from "../bad-input.ts";
import { BUNDLED } from "../bundled.ts";
import type { Flag } from "../split-line.ts";
import { sayResult } from "../say-result.ts";
import { tokenFolder } from "../token-folder.ts";
import { type Options, wholeNumber } from "../verb-flags.ts";
import type { Invocation } from "../verbs.ts";
import { productVersion } from "./version.ts";

/** `mcp serve`: serves until the client leaves or a signal comes. Over standard streams nothing else is printed there. */
export async function mcpServe({ globals, words, flags, options: f }: Invocation): Promise<number> {
  if (words.length > 0) throw badInput("", `unexpected word ${words[0]!.slice(0, 60)}`);
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
    if (NETWORK.some((name) => f[name] !== undefined))
      throw badInput("http", `is needed with ${NETWORK.map((name) => `--${name}`).join(", ")}`);
    const runBy = hostOf(undefined);
    await serveOverStdio({ ...options, ...(runBy === undefined ? {} : { runBy }), signal: stop.signal, onerror });
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
    ...(f.issuer === undefined ? {} : { oauth: await identityProvider(f, port) }),
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

/** Only with --http. */
const NETWORK = ["host", "open", "tokens", "allow-host", "issuer", "audience", "jwks", "resource", "actor-claim"];

/** Whose access tokens are taken besides our own. Loaded only when there is one. */
async function identityProvider(f: Options, port: number): Promise<HttpOptions["oauth"] & object> {
  if (f.open) throw badInput("open", "and --issuer exclude each other");
  const text = (name: string) => (typeof f[name] === "string" ? f[name] : undefined);
  const [audience, jwks, actorClaim] = [text("audience"), text("jwks"), text("actor-claim")];
  if (port === 0 && text("resource") === undefined)
    throw badInput("resource", "is needed: the address that clients use");
  const { openOAuth } = await import("@teamwright/mcp/oauth");
  return openOAuth({
    issuer: String(f.issuer),
    resource: text("resource") ?? `http://127.0.0.1:${port}/mcp`,
    ...(audience === undefined ? {} : { audience }),
    ...(jwks === undefined ? {} : { jwks }),
    ...(actorClaim === undefined ? {} : { actorClaim }),
  });
}

function all(flags: readonly Flag[], name: string): string[] {
  const values = flags.filter((flag) => flag.name === name).map(({ value }) => value);
  if (values.includes(undefined)) throw badInput(name, "needs a value");
  return values as string[];
}
