// docs/clients.md: the last whole run of the proofs, client by check.
import { page, table } from "../generated-pages.ts";

export type SavedClients = Record<string, { version: string; checks: Record<string, string> }>;

/** The page of what was saved. */
export function clientsPage(saved: SavedClients): string {
  const clients = Object.entries(saved);
  const checks = [...new Set(clients.flatMap(([, { checks: of }]) => Object.keys(of)))];
  const cell = (word: string | undefined) => (word === "passed" ? "yes" : (word?.replace(/^cannot: /, "") ?? ""));
  return page("Proofs in the real clients", "docs/clients.json", [
    "Each client is the vendor's own program at the version named, installed from npm, run without network and account against a scripted model that knows nothing of us: it reads the skill, the answers and the briefs, and does what they say. `npm run test:clients` runs it all and writes docs/clients.json when nothing failed.",
    table(
      ["", ...clients.map(([host, { version }]) => `${host} ${version}`)],
      checks.map((check) => [check, ...clients.map(([, { checks: of }]) => cell(of[check]))]),
    ),
  ]);
}
