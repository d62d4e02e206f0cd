// Every promise of the store contract, one test each.
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { describeStore, loadSubject } from "@teamwright/store-conformance";

const path = fileURLToPath(new URL("./open.js", import.meta.url));
describeStore("my store", await loadSubject(path), { describe, it });
