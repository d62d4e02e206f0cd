// For servers behind an identity provider: its access tokens say who is speaking. There is no authorization server here.
import {
  type AuthInfo,
  getOAuthProtectedResourceMetadataUrl,
  OAuthError,
  OAuthErrorCode,
} from "@modelcontextprotocol/server";
import { RoleName } from "@teamwright/core";
import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from "jose";
import { type Access, invalid } from "./access.ts";

export interface OAuthOptions {
  /** Who signs the tokens: their `iss`, and where its metadata is found. */
  issuer: string;
  /** Address of this server for its clients, like https://mcp.example.com/mcp. */
  resource: string;
  /** What `aud` must be. Default: `resource`. */
  audience?: string;
  /** Address of the keys. Default: what the issuer's metadata says. */
  jwks?: string;
  /** Claim that says what the caller is, with dots for what is nested: `roles`, `realm_access.roles`. Default `teamwright`. */
  actorClaim?: string;
}

/** What an HTTP server needs to check tokens and to say where they come from. */
export interface OAuth {
  /** The protected resource metadata (RFC 9728), and its address. */
  metadata: Record<string, unknown>;
  metadataUrl: string;
  hostname: string;
  /** Throws OAuthError: `invalid_token`, `insufficient_scope`, or `server_error` when the keys cannot be had. */
  verify(token: string): Promise<AuthInfo>;
}

/** Signatures that only the issuer can make: neither `none` nor a shared secret. */
const ALGORITHMS = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
  "Ed25519",
];
/** Seconds that clocks may differ. */
const TOLERANCE = 5;
const TIMEOUT = 5_000;
/** Failures to get the keys: the token may be good. */
const OUR_SIDE: ReadonlySet<string> = new Set(["ERR_JWKS_TIMEOUT", "ERR_JWKS_INVALID", "ERR_JOSE_GENERIC"]);

/** Finds the keys of the issuer. Rejects INPUT_INVALID for an issuer that does not answer, or is another one than it says. */
export async function openOAuth(options: OAuthOptions): Promise<OAuth> {
  const { issuer, actorClaim = "teamwright" } = options;
  const resource = address("resource", options.resource);
  const audience = options.audience ?? options.resource;
  const keys = createRemoteJWKSet(address("jwks", options.jwks ?? (await discover(issuer))), {
    timeoutDuration: TIMEOUT,
  });
  return {
    metadata: {
      resource: options.resource,
      authorization_servers: [issuer],
      bearer_methods_supported: ["header"],
      resource_name: "Teamwright",
    },
    metadataUrl: getOAuthProtectedResourceMetadataUrl(resource),
    hostname: resource.hostname,
    async verify(token) {
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        audience,
        algorithms: ALGORITHMS,
        clockTolerance: TOLERANCE,
        requiredClaims: ["exp", "sub"],
      }).catch((error: unknown) => {
        throw refused(error);
      });
      const access = accessOf(payload, actorClaim);
      const id = `${payload.sub}@${issuer}`;
      return { token, clientId: id, scopes: [access.kind!], expiresAt: payload.exp!, extra: { access } };
    },
  };
}

/** Where the keys are, by the issuer's own metadata: of OpenID Connect, else of RFC 8414. */
async function discover(issuer: string): Promise<string> {
  const { origin, pathname } = address("issuer", issuer);
  const path = pathname.replace(/\/$/, "");
  const places = [
    `${origin}${path}/.well-known/openid-configuration`,
    `${origin}/.well-known/oauth-authorization-server${path}`,
  ];
  for (const place of places) {
    const found = await fetch(place, { signal: AbortSignal.timeout(TIMEOUT) })
      .then((answer) => (answer.ok ? (answer.json() as Promise<{ issuer?: unknown; jwks_uri?: unknown }>) : undefined))
      .catch(() => undefined);
    if (!found) continue;
    if (found.issuer !== issuer)
      throw invalid("issuer", `says of itself that it is ${String(found.issuer).slice(0, 200)}`);
    if (typeof found.jwks_uri === "string") return found.jwks_uri;
  }
  throw invalid("issuer", `has no metadata at ${places.join(" or ")}; give the address of its keys`);
}

/** What the claim says the caller is: coordinator, observer or worker:ROLE, alone, in a list or between spaces, also behind `teamwright:`. */
function accessOf(payload: JWTPayload, claim: string): Access {
  let value: unknown = payload;
  for (const part of claim.split("."))
    value =
      typeof value === "object" && value !== null && Object.hasOwn(value, part)
        ? (value as Record<string, unknown>)[part]
        : undefined;
  const said: unknown[] = Array.isArray(value) ? value : typeof value === "string" ? value.split(" ") : [];
  const words = said.filter((word) => typeof word === "string").map((word) => word.replace(/^teamwright:/, ""));
  if (words.includes("coordinator")) return { kind: "coordinator", bound: true };
  const roles = [...new Set(words.filter((word) => word === "worker" || word.startsWith("worker:")))];
  const [role] = roles;
  if (roles.length === 1 && role === "worker") return { kind: "worker", bound: true };
  const name = role?.slice("worker:".length);
  if (roles.length === 1 && RoleName.safeParse(name).success) return { kind: "worker", role: name!, bound: true };
  if (roles.length === 0 && words.includes("observer")) return { kind: "observer", bound: true };
  const why = roles.length > 1 ? "names several roles" : "does not say coordinator, observer or worker:ROLE";
  throw new OAuthError(OAuthErrorCode.InsufficientScope, `The claim ${claim} of your token ${why}.`);
}

/** Which of our refusals a failure is. Why a token is bad is said only as far as it helps its honest owner. */
function refused(error: unknown): OAuthError {
  if (error instanceof errors.JWTExpired) return new OAuthError(OAuthErrorCode.InvalidToken, "This token has expired.");
  if (error instanceof errors.JWTClaimValidationFailed)
    return new OAuthError(
      OAuthErrorCode.InvalidToken,
      `This token is for somewhere else: ${error.claim} is not right.`,
    );
  const bad = error instanceof errors.JOSEError && !OUR_SIDE.has(error.code);
  if (bad) return new OAuthError(OAuthErrorCode.InvalidToken, "This token is not one of the issuer's.");
  return new OAuthError(OAuthErrorCode.ServerError, "The issuer's keys cannot be had now. Try again later.");
}

function address(field: string, text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const here = url && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  if (!url || (url.protocol !== "https:" && !(url.protocol === "http:" && here)) || url.hash)
    throw invalid(field, "is an https address");
  return url;
}
