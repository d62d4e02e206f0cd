// Program: posts messages to a session as fast as it can, and prints the body of each that was answered.
import { COORDINATOR } from "@teamwright/testing";
import { openSession, openStore } from "../src/index.ts";

const [url, name] = process.argv.slice(2) as [string, string];
const session = await openSession(await openStore(url), "SMP-1");
for (let i = 0; ; i++) {
  const body = `${name}:${i}`;
  const answer = await session.run({ name: "msg.post", input: { to: "all", body }, actor: COORDINATOR });
  if (!answer.ok) throw new Error(JSON.stringify(answer));
  await new Promise((written) => process.stdout.write(`${body}\n`, written));
}
