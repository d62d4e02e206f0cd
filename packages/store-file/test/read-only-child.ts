// Program for a test: reads the log as a user who may not write, tries to append, prints "COUNT CODE".
import { TeamError } from "@teamwright/core/store";
import { openFileStore } from "../src/open-file-store.ts";

const store = await openFileStore(process.argv[2] ?? "");
let count = 0;
for await (const _ of store.read("log", 0)) count++;
const outcome = await store
  .append("log", count, new Uint8Array(1))
  .catch((error: unknown) => (TeamError.is(error) ? error.code : error));
console.log(count, outcome);
