// npm run test:publish: the whole release in a copy of this checkout, installed and used as a stranger would; the official validators on all that was packed; the commands of the docs. Some minutes; needs the registry.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sum } from "./publish/checks.ts";
import { installTools, validate } from "./publish/official.ts";
import { rehearse } from "./publish/rehearse.ts";
import { runDocs } from "./publish/run-docs.ts";

const root = join(import.meta.dirname, "..");
const work = mkdtempSync(join(tmpdir(), "teamwright-publish-"));
installTools();
const rehearsed = await rehearse(root, work);
if (rehearsed) {
  await runDocs(root, work, join(work, "stranger/node_modules/.bin"));
  await validate(rehearsed, work);
}
process.exitCode = sum();
if (process.env["TEAMWRIGHT_KEEP"] === undefined) rmSync(work, { recursive: true, force: true });
else console.log(`kept ${work}`);
