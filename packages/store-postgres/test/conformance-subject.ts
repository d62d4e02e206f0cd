// The Postgres store as a subject of the conformance suite; child processes load this module too.
import { randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import { testPoint, type Subject } from "@teamwright/store-conformance";
import { Client } from "pg";
import { openPostgresStore, type TestPoint } from "../src/open-postgres-store.ts";

export default function open(location: string): ReturnType<typeof openPostgresStore> {
  return openPostgresStore(location, process.env.TEAMWRIGHT_TEST_POINT ? { at: testPoint } : {});
}

const POINTS: readonly TestPoint[] = ["before-append", "after-append"];

/** A location is a schema of its own in the database at `url`, which is asked for when the first case runs. */
export function postgresSubject(url: () => string): Subject {
  return {
    open,
    location() {
      const location = new URL(url());
      location.searchParams.set("schema", `t_${randomBytes(6).toString("hex")}`);
      return location.href;
    },
    async cleanup(location) {
      const client = new Client(url());
      await client.connect();
      await client.query(`DROP SCHEMA IF EXISTS ${new URL(location).searchParams.get("schema")} CASCADE`);
      await client.end();
    },
    module: fileURLToPath(import.meta.url),
    points: POINTS,
  };
}
