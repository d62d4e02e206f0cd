// A server behind an identity provider: a real key server, real signatures, and tokens that are wrong in one way each.
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSession, openStore } from "@teamwright/runtime";
import { COORDINATOR, sampleTeam } from "@teamwright/testing";
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createToken, type HttpServing, serveOverHttp } from "../src/index.ts";
import { openOAuth } from "../src/oauth.ts";
import { ERAS, overHttp } from "./clients.ts";

const session = "SMP-idp";
const resource = "https://mcp.example.com/mcp";
let folder: string;
let provider: Server;
let issuer: string;
let keys: unknown[] | "down";
let key: CryptoKey;
let stranger: CryptoKey;
let serving: HttpServing;
let ours: string;

beforeAll(async () => {
  const pair = await generateKeyPair("ES256");
  key = pair.privateKey;
  stranger = (await generateKeyPair("ES256")).privateKey;
  keys = [{ ...(await exportJWK(pair.publicKey)), kid: "k1", alg: "ES256", use: "sig" }];
  provider = createServer((request, response) => {
    response.setHeader("content-type", "application/json");
    if (request.url === "/keys") {
      if (keys === "down") return void response.writeHead(503).end();
      return void response.end(JSON.stringify({ keys }));
    }
    if (request.url === "/.well-known/openid-configuration")
      return void response.end(JSON.stringify({ issuer, jwks_uri: `${issuer}/keys` }));
    response.writeHead(404).end();
  });
  await new Promise<void>((done) => provider.listen(0, "127.0.0.1", done));
  issuer = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;
  folder = await mkdtemp(join(tmpdir(), "teamwright-idp-"));
  const store = await openStore(`file:${join(folder, ".teamwright", "store")}`);
  const writer = await openSession(store, session);
  await writer.run({
    name: "session.start",
    input: { session, team: sampleTeam(), requirement: "idp" },
    actor: COORDINATOR,
  });
  await writer.close();
  await store.close();
  const tokens = join(folder, "tokens");
  ours = (await createToken(tokens, { actor: "observer" })).token;
  const oauth = await openOAuth({ issuer, resource, actorClaim: "realm_access.roles" });
  serving = await serveOverHttp({ port: 0, packs: [], workspaces: [folder], tokens, oauth });
});
afterAll(async () => {
  await serving.close();
  await new Promise((done) => provider.close(done));
  await rm(folder, { recursive: true, force: true });
});

interface Wish {
  roles?: unknown;
  iss?: string;
  aud?: string;
  exp?: number;
  nbf?: number;
  sub?: string | null;
  by?: CryptoKey;
  header?: { alg: string; kid?: string };
}
const now = () => Math.floor(Date.now() / 1_000);

function signed({
  roles = ["coordinator"],
  iss = issuer,
  aud = resource,
  exp = now() + 300,
  nbf,
  sub = "ada",
  by = key,
  header,
}: Wish = {}): Promise<string> {
  const claims = { realm_access: { roles }, iss, aud, exp, ...(nbf ? { nbf } : {}), ...(sub ? { sub } : {}) };
  return new SignJWT(claims).setProtectedHeader(header ?? { alg: "ES256", kid: "k1" }).sign(by);
}

const post = (token?: string, path = "/mcp") =>
  fetch(new URL(path, serving.url), {
    method: "POST",
    body: JSON.stringify({
      jsonrpc: "2.0",
      id: 1,
      method: "initialize",
      params: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "t", version: "1" } },
    }),
    headers: {
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
  });

it("tells a client without a token where its tokens come from", async () => {
  const refused = await post();
  expect(refused.status).toBe(401);
  const place = "https://mcp.example.com/.well-known/oauth-protected-resource/mcp";
  expect(refused.headers.get("www-authenticate")).toContain(`resource_metadata="${place}"`);
  for (const path of [new URL(place).pathname, "/.well-known/oauth-protected-resource"]) {
    const found = await fetch(new URL(path, serving.url));
    expect(await found.json()).toMatchObject({
      resource,
      authorization_servers: [issuer],
      bearer_methods_supported: ["header"],
    });
  }
});

describe.each(ERAS)("a client of %s", (era) => {
  it("is what its access token says, and nothing else", async () => {
    const toolsOf = async (token: string) => {
      const client = await overHttp(era, serving.url, token);
      const { tools } = await client.client.listTools();
      await client.close();
      return tools.map(({ name }) => name);
    };
    expect(await toolsOf(await signed())).toContain("beat");
    expect(await toolsOf(await signed({ roles: ["offline_access", "teamwright:worker:planner"] }))).toContain(
      "task_next",
    );
    expect(await toolsOf(await signed({ roles: ["observer"] }))).not.toContain("beat");
    expect(await toolsOf(ours)).not.toContain("beat");
    const worker = await overHttp(era, serving.url, await signed({ roles: "worker:planner profile" }));
    const refused = await worker.call("task_next", { session, agent: "w@1", role: "explorer" });
    expect(refused.error.code).toBe("ROLE_MISMATCH");
    await worker.close();
  });
});

it("refuses every token that is wrong in one way", async () => {
  const forged = (await signed()).split(".");
  forged[1] = Buffer.from(
    JSON.stringify({ ...JSON.parse(Buffer.from(forged[1]!, "base64url").toString()), sub: "eve" }),
  ).toString("base64url");
  const shared = new TextEncoder().encode(JSON.stringify((keys as unknown[])[0]));
  const cases: [string, string, number][] = [
    ["good", await signed(), 200],
    ["another issuer", await signed({ iss: "https://evil.example" }), 401],
    ["another audience", await signed({ aud: "https://other.example/mcp" }), 401],
    ["expired", await signed({ exp: now() - 60 }), 401],
    ["not yet valid", await signed({ nbf: now() + 600 }), 401],
    ["of nobody", await signed({ sub: null }), 401],
    ["another key under the same name", await signed({ by: stranger }), 401],
    ["a key nobody knows", await signed({ by: stranger, header: { alg: "ES256", kid: "k2" } }), 401],
    ["changed", forged.join("."), 401],
    [
      "unsigned",
      new UnsecuredJWT({
        iss: issuer,
        aud: resource,
        sub: "ada",
        exp: now() + 300,
        realm_access: { roles: ["coordinator"] },
      }).encode(),
      401,
    ],
    [
      "signed with the public key as a secret",
      await new SignJWT({ sub: "ada", realm_access: { roles: ["coordinator"] } })
        .setProtectedHeader({ alg: "HS256", kid: "k1" })
        .setIssuer(issuer)
        .setAudience(resource)
        .setExpirationTime("5m")
        .sign(shared),
      401,
    ],
    ["no token at all", "x.y.z", 401],
    ["one of ours that was never made", "tw_aaaaaaaaaaaa_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 401],
    ["without a role", await signed({ roles: ["offline_access"] }), 403],
    ["with two roles", await signed({ roles: ["worker:planner", "worker:explorer"] }), 403],
    ["with a role that is none", await signed({ roles: ["worker:../x"] }), 403],
    ["with an object's own part for a role", await signed({ roles: { toString: 1 } }), 403],
  ];
  const got = await Promise.all(cases.map(async ([what, token]) => [what, (await post(token)).status]));
  expect(got).toEqual(cases.map(([what, , status]) => [what, status]));
});

it("refuses everybody while the keys cannot be had, and says that it is not the token", async () => {
  const before = keys;
  keys = "down";
  const fresh = await serveOverHttp({
    port: 0,
    packs: [],
    workspaces: [folder],
    oauth: await openOAuth({ issuer, resource, actorClaim: "realm_access.roles" }),
  });
  const send = async () =>
    (
      await fetch(fresh.url, {
        method: "POST",
        body: "{}",
        headers: { authorization: `Bearer ${await signed()}`, "content-type": "application/json" },
      })
    ).status;
  expect(await send()).toBe(500);
  keys = before;
  expect(await send()).not.toBe(500);
  await fresh.close();
});

it("starts only with an issuer that is the one it says", async () => {
  const open = (more: object) => openOAuth({ issuer, resource, ...more });
  await expect(open({ issuer: `${issuer}/tenant` })).rejects.toMatchObject({
    code: "INPUT_INVALID",
    message: expect.stringContaining("openid-configuration"),
  });
  const { port } = new URL(issuer);
  await expect(open({ issuer: `http://localhost:${port}` })).rejects.toMatchObject({
    message: expect.stringContaining("of itself"),
  });
  await expect(open({ issuer: "http://idp.example" })).rejects.toMatchObject({
    message: expect.stringContaining("https"),
  });
  await expect(open({ resource: "nowhere" })).rejects.toMatchObject({ code: "INPUT_INVALID" });
});
