// The other process of the push benchmark: says when it held a record and when it got a line on the socket.
import { connect } from "node:net";
import { createInterface } from "node:readline";
import { openSession, openStore } from "@teamwright/runtime";

const [url, path, since] = process.argv.slice(2) as [string, string, string];
const say = (what: string) => process.stdout.write(`${what} ${Number(process.hrtime.bigint() / 1_000n)}\n`);

const session = await openSession(await openStore(url), "BEN-push");
const socket = connect(path, () => say("ready"));
createInterface({ input: socket }).on("line", () => say("socket"));
for await (const _ of session.feed(Number(since))) say("record");
