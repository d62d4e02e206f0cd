// docs/clients.md: the last whole run of the proofs, client by check.
import { page, table } from "../generated-pages.ts";

export type SavedClients = Record<string, { version: string; checks: Record<string, string> }>;

/** What no run of these proofs shows. */
const NOT_RUN = [
  "The scripted model follows our texts step by step and fails where they no longer say a step; how well a real model follows them is not measured here.",
  "Sessions without a person at hand only: no dialogs, no interactive terminal, no trust screens. Codex runs with the hooks trusted by its flag.",
  "lifecycle is played up to the person's checkpoint and answered with `stop`; the pipelines behind it, and those of the other packs, are played without a client by `npm run packs`.",
  "The code mode of Codex is played with one of its models, the others with `gpt-5.5` and `multi_agent_v2`.",
  "Cursor, VS Code and OpenCode are not run at all.",
];

/** The page of what was saved. */
export function clientsPage(saved: SavedClients): string {
  const clients = Object.entries(saved);
  const checks = [...new Set(clients.flatMap(([, { checks: of }]) => Object.keys(of)))];
  const cell = (word: string | undefined) => (word === "passed" ? "yes" : (word?.replace(/^cannot: /, "") ?? ""));
  return page("Proofs in the real clients", "docs/clients.json", [
    "Each client is the vendor's own program at the version named, installed from npm, run without network and account against a scripted model that knows nothing of us: it reads the skill, the answers and the briefs, and does what they say. `npm run test:clients` runs it all and writes docs/clients.json when nothing failed; `npm run test:clients -- HOST --only=PART` runs one part of one client, and writes nothing. A cell says yes, or why the client cannot.",
    table(
      ["", ...clients.map(([host, { version }]) => `${host} ${version}`)],
      checks.map((check) => [check, ...clients.map(([, { checks: of }]) => cell(of[check]))]),
    ),
    "## What is not shown",
    NOT_RUN.map((line) => `- ${line}`).join("\n"),
  ]);
}
