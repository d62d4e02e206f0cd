// npm run postgres: a Postgres of its own in a temporary folder; prints its address, and is gone when its input ends or with Ctrl-C.
import { POSTGRES_ABSENT, postgresBinaries, startPostgres } from "@teamwright/testing";

if (postgresBinaries()) {
  const cluster = await startPostgres();
  console.log(cluster.url());
  process.stdin.resume().on("end", () => void cluster.remove());
} else {
  console.error(POSTGRES_ABSENT);
  process.exitCode = 69;
}
