// Writes what is drawn from tables in the code and from saved figures: pages in docs/, parts of the README. With --check it writes nothing and names what is stale.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { benchPage, comparison, type Saved, withPart } from "./bench/figures.ts";
import { promiseCounts, type SavedPromises } from "./promise-counts.ts";
import { clientsPage, type SavedClients } from "./clients/page.ts";
import { fragmentsModule } from "./generated-modules.ts";
import { hostsPage } from "./hosts-page.ts";
import { commandsPage, errorsPage, schemaPage, statesPage, verbsPage, vocabularyPage } from "./generated-pages.ts";
import { packSchemas } from "../packages/pack/src/schemas.ts";
import { modesPage } from "./upstream-modes.ts";

const root = join(import.meta.dirname, "..");

interface Page {
  readonly path: string;
  readonly source: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- a module loaded by path has no type here; a wrong name fails at once
  readonly draw: (module: any) => string;
}

const PAGES: readonly Page[] = [
  { path: "docs/STATES.md", source: "packages/core/src/transitions.ts", draw: (m) => statesPage(m.TRANSITIONS) },
  { path: "docs/errors.md", source: "packages/core/src/errors.ts", draw: (m) => errorsPage(m.ERRORS) },
  { path: "docs/vocabulary.md", source: "packages/core/src/vocabulary.ts", draw: (m) => vocabularyPage(m.VOCABULARY) },
  { path: "docs/commands.md", source: "packages/core/src/commands/table.ts", draw: (m) => commandsPage(m.COMMANDS) },
  { path: "docs/hosts.md", source: "packages/hosts/src/capabilities/hosts.ts", draw: (m) => hostsPage(m.HOSTS) },
  {
    path: "skills/coordinate/schemas/analysis.json",
    source: "packages/core/src/analysis.ts",
    draw: (m) => schemaPage("Task analysis", m.TaskAnalysis),
  },
  { path: "docs/cli.md", source: "packages/cli/src/verbs.ts", draw: (m) => verbsPage(m.VERBS) },
];

const checking = process.argv.includes("--check");
const stale: string[] = [];
for (const { path, source, draw } of PAGES) {
  keep(path, draw(await import(pathToFileURL(join(root, source)).href)));
}
const saved = JSON.parse(readFileSync(join(root, "docs/bench.json"), "utf8")) as Saved;
const clients = JSON.parse(readFileSync(join(root, "docs/clients.json"), "utf8")) as SavedClients;
keep("docs/clients.md", clientsPage(clients));
const promises = JSON.parse(readFileSync(join(root, "docs/promises.json"), "utf8")) as SavedPromises;
const readme = withPart(readFileSync(join(root, "README.md"), "utf8"), "bench", comparison(saved));
keep("docs/upstream-modes.md", modesPage(root));
keep("docs/bench.md", benchPage(saved));
keep("README.md", withPart(readme, "promises", promiseCounts(promises)));

keep("packages/pack/src/generated/built-in-fragments.ts", fragmentsModule(join(root, "packages/pack/fragments")));

for (const [file, schema] of Object.entries(packSchemas()))
  keep(
    `packages/${file === "role.json" ? "role-spec" : "pack"}/schemas/${file}`,
    `${JSON.stringify(schema, null, 2)}\n`,
  );

function keep(path: string, text: string): void {
  const file = join(root, path);
  if (existsSync(file) && readFileSync(file, "utf8") === text) return;
  stale.push(path);
  if (checking) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
for (const path of stale) console.log(checking ? `${path}:1  stale  run: npm run generate` : `wrote ${path}`);
if (stale.length === 0) console.log("Every generated page is up to date.");
process.exitCode = checking && stale.length > 0 ? 1 : 0;
