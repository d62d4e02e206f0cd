// Serves any number of clients over Streamable HTTP. Each request stands for itself, in both eras; who may do what comes with its token.
import type { Server } from "node:http";
import { createAdaptorServer, type HttpBindings } from "@hono/node-server";
import {
  type AuthInfo,
  createMcpHandler,
  hostHeaderValidationResponse,
  localhostAllowedHostnames,
  type McpRequestContext,
  OAuthError,
  OAuthErrorCode,
  originValidationResponse,
  requireBearerAuth,
} from "@modelcontextprotocol/server";
import { pause } from "@teamwright/runtime";
import { type Access, accessOf, invalid } from "./access.ts";
import { buildServer } from "./build-server.ts";
import type { OAuth } from "./oauth.ts";
import { openKit, type ServerOptions } from "./open-kit.ts";
import { rateLimit, type RateOptions } from "./rate-limit.ts";
import { verifyToken } from "./tokens.ts";

export interface HttpOptions extends ServerOptions {
  /** 0 for any that is free. */
  port: number;
  /** Address to listen on. Default 127.0.0.1: this machine only. */
  host?: string;
  /** Folder of the bearer tokens. Absent: everybody who reaches the port may do what the profile may; on loopback only. */
  tokens?: string;
  /** The identity provider whose access tokens are taken too: what `openOAuth` of `@teamwright/mcp/oauth` answers. */
  oauth?: OAuth;
  /** Names, besides those of this machine, under which clients and web pages may call. */
  allowedHosts?: readonly string[];
  /** For each token; without tokens, for each address. Default 50 calls a second, 200 at once. */
  rate?: RateOptions;
  /** How long calls under way may go on after `close`, in milliseconds. Default 5,000. */
  graceMs?: number;
  onerror?: (error: Error) => void;
}

export interface HttpServing {
  url: URL;
  /** Takes no more calls, lets those under way end, then closes every connection. */
  close(): Promise<void>;
}

const PATH = "/mcp";
/** Of RFC 9728, for clients that do not put the server's path behind it. */
const METADATA = "/.well-known/oauth-protected-resource";
/** Bytes of a request. The largest command, a task's result with its data, is far below. */
const MAX_BODY = 4 * 1_024 * 1_024;
const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|localhost)$/;

/** Starts to serve. Rejects INPUT_INVALID for an address that others reach when there are no tokens, and with what `listen` throws. */
export async function serveOverHttp(options: HttpOptions): Promise<HttpServing> {
  const {
    port,
    host = "127.0.0.1",
    tokens,
    oauth,
    allowedHosts = [],
    rate,
    graceMs = 5_000,
    onerror,
    ...rest
  } = options;
  if (tokens === undefined && oauth === undefined && !LOOPBACK.test(host))
    throw invalid("open", "only on this machine: others need tokens");
  const kit = await openKit(rest);
  const names = [...localhostAllowedHostnames(), ...(LOOPBACK.test(host) ? [host] : []), ...allowedHosts];
  if (oauth) names.push(oauth.hostname);
  const take = rateLimit(rate ?? { perSecond: 50, burst: 200 });
  // In the handshake era a request stands alone: nothing could be told later.
  const build = ({ authInfo, era }: McpRequestContext) =>
    buildServer(kit, accessIn(authInfo) ?? accessOf(kit.profile), { subscribe: era === "modern" });
  const handler = createMcpHandler(build, {
    maxRequestBodySize: MAX_BODY,
    ...(onerror ? { onerror } : {}),
  });
  kit.push.listen((uri) => handler.notify.resourceUpdated(uri));
  const authenticate =
    tokens === undefined && oauth === undefined
      ? undefined
      : requireBearerAuth({
          verifier: { verifyAccessToken: (token) => verify(token, { tokens, oauth }) },
          ...(oauth ? { resourceMetadataUrl: oauth.metadataUrl } : {}),
        });

  const answer = async (request: Request, { incoming }: HttpBindings): Promise<Response> => {
    const foreign = hostHeaderValidationResponse(request, names) ?? originValidationResponse(request, names);
    if (foreign) return foreign;
    const { pathname } = new URL(request.url);
    if (pathname === "/healthz") return new Response("ok\n");
    if (oauth && (pathname === METADATA || pathname === new URL(oauth.metadataUrl).pathname))
      return Response.json(oauth.metadata, { headers: { "access-control-allow-origin": "*" } });
    if (pathname !== PATH) return new Response("Not found. MCP is at /mcp.\n", { status: 404 });
    const address = incoming.socket.remoteAddress ?? "";
    const auth = await authenticate?.(request);
    // Guesses count for the address they come from.
    const wait = take(auth instanceof Response || !auth ? `address ${address}` : `token ${auth.clientId}`);
    if (wait > 0)
      return new Response("Too many requests.\n", { status: 429, headers: { "retry-after": String(wait) } });
    if (auth instanceof Response) return auth;
    return handler.fetch(request, auth ? { authInfo: auth } : {});
  };

  const server = createAdaptorServer({
    fetch: (request, env) => answer(request, env as HttpBindings),
    overrideGlobalObjects: false,
  }) as Server;
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, host, resolve));
  const { port: bound } = server.address() as { port: number };
  return {
    url: new URL(`http://${host.includes(":") ? `[${host}]` : host}:${bound}${PATH}`),
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      kit.stop();
      // A connection whose call has ended would stay open for the next one.
      const tidying = setInterval(() => server.closeIdleConnections(), 20);
      const late = new AbortController();
      await Promise.race([closed, pause(graceMs, late.signal)]);
      late.abort();
      clearInterval(tidying);
      await handler.close();
      server.closeAllConnections();
      await kit.close();
    },
  };
}

async function verify(token: string, { tokens, oauth }: Pick<HttpOptions, "tokens" | "oauth">): Promise<AuthInfo> {
  if (oauth && !token.startsWith("tw_")) return oauth.verify(token);
  const found = tokens === undefined ? undefined : await verifyToken(tokens, token);
  if (!found) throw new OAuthError(OAuthErrorCode.InvalidToken, "This token is unknown, expired or revoked.");
  const { id, kind, role, session, expires_at } = found;
  const access: Access = {
    kind,
    bound: true,
    ...(role === undefined ? {} : { role }),
    ...(session === undefined ? {} : { session }),
  };
  return { token, clientId: id, scopes: [kind], expiresAt: Math.floor(expires_at / 1_000), extra: { access } };
}

const accessIn = (auth: AuthInfo | undefined): Access | undefined => auth?.extra?.["access"] as Access | undefined;
