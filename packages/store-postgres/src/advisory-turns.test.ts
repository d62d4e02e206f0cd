import { expect, it } from "vitest";
import { withPostgres } from "../test/with-postgres.ts";
import { openPostgresStore } from "./open-postgres-store.ts";

withPostgres("turns of the Postgres store", (cluster) => {
  it("come in the order of asking, and who has the next one is told", async () => {
    await using a = await openPostgresStore(cluster().url());
    await using b = await openPostgresStore(cluster().url());
    await using c = await openPostgresStore(cluster().url());
    const said: string[] = [];
    let changed = () => {};
    const say = (what: string) => {
      said.push(what);
      changed();
    };
    const until = async (what: string) => {
      while (!said.includes(what)) await new Promise<void>((resolve) => (changed = resolve));
    };
    const ends = new Map<string, () => void>();
    const ask = async (store: typeof a, name: string) => {
      const wanted = () => {};
      ends.set(name, (await store.turn!("log", wanted, () => say(`${name} soon`)))!);
      say(`${name} has`);
    };
    void ask(a, "a");
    await until("a has");
    void ask(b, "b");
    await until("b soon");
    void ask(c, "c");
    ends.get("a")!();
    await until("b has");
    await until("c soon");
    ends.get("b")!();
    await until("c has");
    expect(said).toEqual(["a soon", "a has", "b soon", "b has", "c soon", "c has"]);
  });
});
