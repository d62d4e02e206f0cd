import { randomBytes } from "node:crypto";
import type { LogStore } from "@teamwright/core/store";
import type { Client } from "pg";
import { expect, it } from "vitest";
import { asAdmin, asClient } from "../test/as-admin.ts";
import { withPostgres } from "../test/with-postgres.ts";
import { openPostgresStore } from "./open-postgres-store.ts";
import { migrate, schemaReady } from "./schema.ts";
import { grantSql, schemaSql } from "./schema-sql.ts";

const bytes = (text: string) => Buffer.from(text);

withPostgres("the tables", (cluster) => {
  it("come into being once when many start at once", async () => {
    const url = fresh();
    const stores = await Promise.all(Array.from({ length: 8 }, () => openPostgresStore(url)));
    const positions = await Promise.all(stores.map((store, i) => store.append(`log${i}`, 0, bytes("x"))));
    expect(positions).toEqual(Array(8).fill(1));
    expect(await listed(stores[0]!)).toHaveLength(8);
    await Promise.all(stores.map((store) => store.close()));
  });

  it("do not come into being by opening, reading, listing, loading or trimming", async () => {
    const url = fresh();
    const store = await openPostgresStore(url);
    for await (const record of store.read("log", 0)) expect(record).toBeUndefined();
    expect(await listed(store)).toEqual([]);
    expect(await store.snapshots.load("log")).toBeNull();
    await store.trim("log", 5);
    await store.close();
    const rows = await sql(`SELECT 1 FROM pg_namespace WHERE nspname = '${schemaOf(url)}'`);
    expect(rows).toEqual([]);
  });

  it("may be absent when somebody begins to listen, who then stays on one connection", async () => {
    const url = fresh();
    const name = `listens_${schemaOf(url)}`;
    await using store = await openPostgresStore(`${url}&application_name=${name}`);
    await using writer = await openPostgresStore(url);
    const rings: number[] = [];
    let rung = () => {};
    store.watch("log", () => {
      rings.push(performance.now());
      rung();
    });
    const heard = async (count: number) => {
      while (rings.length < count) await new Promise<void>((resolve) => (rung = resolve));
    };
    await heard(1);
    const connections = () =>
      sql(`SELECT pid FROM pg_stat_activity WHERE application_name = '${name}' AND query LIKE '%logs%'`);
    const before = await connections();
    await writer.append("log", 0, bytes("x"));
    await heard(2);
    expect(await connections()).toEqual(before);
    expect(before).toHaveLength(1);
  });

  it("serve a role that may only use them, and are refused to one that may not", async () => {
    const url = fresh();
    const [schema, role] = [schemaOf(url), `worker_${randomBytes(3).toString("hex")}`];
    await sql(`CREATE ROLE ${role} LOGIN PASSWORD 'w'`);
    const theirs = new URL(url);
    [theirs.username, theirs.password] = [role, "w"];
    const store = await openPostgresStore(theirs.href);
    const denied = store.append("log", 0, bytes("x"));
    await expect(denied).rejects.toMatchObject({
      code: "STORE_DENIED",
      message: expect.stringContaining("permission"),
    });
    await sql(`${schemaSql(schema)} ${grantSql(schema, role)}`);
    expect(await store.append("log", 0, bytes("x"))).toBe(1);
    expect(await store.append("log", 1, bytes("y"))).toBe(2);
    await store.snapshots.save("log", 1, bytes("s"));
    await store.snapshots.save("log", 2, bytes("s"));
    await store.trim("log", 1);
    expect(await listed(store)).toEqual(["log"]);
    await store.close();
  });

  it("are the same whether an administrator made them or the first writer", async () => {
    const [made, grown] = [fresh(), fresh()];
    await sql(schemaSql(schemaOf(made)));
    await using store = await openPostgresStore(grown);
    await store.append("log", 0, bytes("x"));
    const columns = (url: string) =>
      sql(
        `SELECT table_name, column_name, data_type, is_nullable, collation_name FROM information_schema.columns
        WHERE table_schema = '${schemaOf(url)}' ORDER BY 1, 2`,
      );
    expect(await columns(made)).toEqual(await columns(grown));
    expect((await columns(made)).length).toBeGreaterThan(5);
  });

  it("are taken to a later format once, by whoever comes first, with their records", async () => {
    const url = fresh();
    await using store = await openPostgresStore(url);
    await store.append("log", 0, bytes("x"));
    const steps = ["", `CREATE TABLE $schema.later (x int)`];
    const connected = (during: (client: Client) => Promise<unknown>) => asClient(cluster().url(), during);
    const ready = () => connected((client) => schemaReady(client, schemaOf(url), steps));
    expect(await ready()).toBe(false);
    await Promise.all([1, 2, 3].map(() => connected((client) => migrate(client, schemaOf(url), steps))));
    expect(await ready()).toBe(true);
    await expect(openPostgresStore(url)).rejects.toMatchObject({ code: "RECORD_NEWER" });
  });

  const fresh = () => cluster().url("postgres", { schema: `s_${randomBytes(6).toString("hex")}` });

  const sql = (text: string) => asAdmin(cluster().url(), text);
});

const schemaOf = (url: string) => new URL(url).searchParams.get("schema")!;

async function listed(store: LogStore): Promise<string[]> {
  const ids: string[] = [];
  for await (const id of store.logs()) ids.push(id);
  return ids;
}
