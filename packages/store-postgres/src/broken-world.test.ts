import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, chownSync, copyFileSync } from "node:fs";
import { join } from "node:path";
import type { TeamError } from "@teamwright/core/store";
import { expect, it } from "vitest";
import { asAdmin } from "../test/as-admin.ts";
import { withPostgres } from "../test/with-postgres.ts";
import { openPostgresStore } from "./open-postgres-store.ts";

const hasOpenssl = spawnSync("openssl", ["version"]).status === 0;

withPostgres("the Postgres store says what is wrong", (cluster) => {
  it.each([
    ["a wrong password", { password: "wrong" }, "STORE_DENIED", "password"],
    ["no password", { password: "" }, "STORE_DENIED", "PGPASSWORD"],
    ["an unknown user", { username: "nobody_here" }, "STORE_DENIED", "password"],
    ["an unknown database", { pathname: "/absent" }, "STORE_NOT_FOUND", "createdb"],
    ["a port where nobody listens", { port: "1" }, "STORE_UNAVAILABLE", "host and port"],
    ["a server without TLS", { search: "?sslmode=require" }, "STORE_URL", "sslmode=disable"],
  ])("%s", async (_, parts, code, advice) => {
    const url = Object.assign(new URL(cluster().url()), parts);
    const error: unknown = await openPostgresStore(url.href).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code });
    expect((error as TeamError).hint).toContain(advice);
    expect(JSON.stringify(error) + String(error)).not.toContain(url.password || "s3cret");
  });

  it("a server that only reads", async () => {
    await using store = await openPostgresStore(cluster().url());
    await store.append("log", 0, Buffer.from("x"));
    const only = await openPostgresStore(cluster().url("postgres", { options: "-c default_transaction_read_only=on" }));
    await expect(only.append("log", 1, Buffer.from("y"))).rejects.toMatchObject({ code: "STORE_READ_ONLY" });
    for await (const { position } of only.read("log", 0)) expect(position).toBe(1);
    await only.close();
  });

  it("a lock that somebody else does not give back", async () => {
    await using store = await openPostgresStore(cluster().url("postgres", { timeout: "300", schema: "locked" }));
    await store.append("log", 0, Buffer.from("x"));
    await asAdmin(cluster().url(), "BEGIN; LOCK TABLE locked.records", async () => {
      const late = store.append("log", 1, Buffer.from("y"));
      await expect(late).rejects.toMatchObject({ code: "STORE_UNAVAILABLE", hint: expect.stringContaining("lock") });
    });
    expect(await store.append("log", 1, Buffer.from("z"))).toBe(2);
  });

  it.skipIf(!hasOpenssl)("a certificate that it has no reason to trust, and none that it has", async () => {
    const { folder, owner } = cluster();
    const [key, certificate] = [join(folder, "key.pem"), join(folder, "certificate.pem")];
    const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"];
    const how = ["-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", ...subject];
    execFileSync("openssl", ["req", ...how, "-keyout", key, "-out", certificate], { stdio: "ignore" });
    const theirs = join(folder, "server.key");
    copyFileSync(key, theirs);
    chmodSync(theirs, 0o600);
    if (owner) chownSync(theirs, owner.uid, owner.gid);
    for (const setting of [`ssl_key_file = '${theirs}'`, `ssl_cert_file = '${certificate}'`, "ssl = on"])
      await asAdmin(cluster().url(), `ALTER SYSTEM SET ${setting}`);
    await cluster().stop();
    await cluster().start();
    const secured = (host: string, parameters: Record<string, string>) =>
      Object.assign(new URL(cluster().url("postgres", parameters)), { hostname: host }).href;
    const verdict = async (url: string) => {
      try {
        await (await openPostgresStore(url)).close();
        return "open";
      } catch (error) {
        return (error as TeamError).code;
      }
    };
    const known = { sslmode: "verify-full", sslrootcert: certificate };
    expect(await verdict(secured("localhost", known))).toBe("open");
    expect(await verdict(secured("127.0.0.1", known))).toBe("STORE_DENIED");
    expect(await verdict(secured("localhost", { sslmode: "require" }))).toBe("STORE_DENIED");
    expect(await verdict(secured("localhost", { sslmode: "no-verify" }))).toBe("open");
  });
});
