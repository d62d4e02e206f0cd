import { afterEach, expect, it, vi } from "vitest";
import { asAdmin } from "../test/as-admin.ts";
import { withPostgres } from "../test/with-postgres.ts";
import { openPostgresStore } from "./open-postgres-store.ts";

const HOUR = 3_600_000;

afterEach(() => vi.restoreAllMocks());

withPostgres("the clock of the Postgres store", (cluster) => {
  const serverTime = async () => {
    const sql = "SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS now";
    return ((await asAdmin(cluster().url(), sql)) as { now: number }[])[0]!.now;
  };

  it("is the server's, whatever this machine's says", async () => {
    const real = Date.now;
    vi.spyOn(Date, "now").mockImplementation(() => real() - 2 * HOUR);
    await using store = await openPostgresStore(cluster().url());
    const before = await serverTime();
    const said = store.clock();
    expect([said >= before - 100, said <= (await serverTime()) + 100]).toEqual([true, true]);
  });

  it("stays the server's when this machine's is set", async () => {
    await using store = await openPostgresStore(cluster().url());
    const real = Date.now;
    vi.spyOn(Date, "now").mockImplementation(() => real() + 2 * HOUR);
    expect(Math.abs(store.clock() - real())).toBeLessThan(1_000);
    for await (const record of store.read("log", 0)) expect(record).toBeUndefined();
    expect(Math.abs(store.clock() - real())).toBeLessThan(1_000);
  });
});
