// Program: opens the store that its argument names, again and again, each time a new one, at the same moments as its siblings.
import { setTimeout as sleep } from "node:timers/promises";
import { openSqliteStore } from "../src/open-sqlite-store.ts";

const [folder = "", start = "0", rounds = "0"] = process.argv.slice(2);
for (let round = 0; round < Number(rounds); round++) {
  await sleep(Math.max(0, Number(start) + round * 20 - Date.now()));
  const store = await openSqliteStore(`${folder}/${round}.db`);
  await store.append("log", 0, Buffer.from("first"));
  await store.close();
}
