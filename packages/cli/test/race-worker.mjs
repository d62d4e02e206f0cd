// Calls `task next` until nothing is left; prints what it was given, a task a line.
import { spawnSync } from "node:child_process";

const [bin, owner] = process.argv.slice(2);
for (;;) {
  const { stdout } = spawnSync(
    process.execPath,
    [bin, "task", "next", "--role", "implementer", "--owner", owner, "--json"],
    { encoding: "utf8" },
  );
  const answer = JSON.parse(stdout);
  if (!answer.ok) {
    console.log(`refused ${answer.error.code} ${answer.error.message}`);
    process.exit(1);
  }
  if (answer.result.task === null) break;
  console.log(answer.result.task);
}
