// Program: takes a turn at `log` of the place `path`, says so, and keeps it until it is ended.
import { localTurns } from "../src/local-turns.ts";

const [path, log] = process.argv.slice(2) as [string, string];
const end = await localTurns(path, { silenceMs: 100_000, patienceMs: 100_000, holdMs: 100_000 }).turn(log, (others) =>
  console.log(`wanted ${others}`),
);
console.log(end ? "holds" : "none");
setInterval(() => {}, 60_000);
