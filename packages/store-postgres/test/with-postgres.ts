// Suites that need a real server: one cluster of their own, or a plain statement that they did not run.
import { POSTGRES_ABSENT, postgresBinaries, startPostgres, type PostgresCluster } from "@teamwright/testing";
import { afterAll, beforeAll, describe } from "vitest";

type Options = Parameters<typeof startPostgres>[0];

/** Runs `body` with a cluster that is there as soon as the first test runs. */
export function withPostgres(name: string, body: (cluster: () => PostgresCluster) => void, options?: Options): void {
  if (!postgresBinaries()) {
    describe.skip(`${name} ${POSTGRES_ABSENT}`, () => body(absent));
    return;
  }
  describe(name, () => {
    let cluster: PostgresCluster;
    beforeAll(async () => {
      cluster = await startPostgres(options);
    });
    afterAll(() => cluster.remove());
    body(() => cluster);
  });
}

function absent(): never {
  throw new Error(POSTGRES_ABSENT);
}
