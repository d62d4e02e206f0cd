// The two files that make a repository a marketplace: Claude Code and Copilot CLI read one, Codex the other.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { jsonText } from "./front-matter.ts";
import { refuse } from "./refuse.ts";

export const CLAUDE_MARKET = ".claude-plugin/marketplace.json";
export const CODEX_MARKET = ".agents/plugins/marketplace.json";

export interface MarketPlugin {
  /** Folder with slashes, from the root of the repository. */
  readonly path: string;
  /** Folder of its edition for Codex, when that is another. */
  readonly codexPath?: string;
  readonly manifest: Readonly<Record<string, unknown>>;
}

export interface MarketFacts {
  /** Name of a marketplace that is new. */
  readonly name: string;
  readonly owner: string;
  readonly description?: string;
}

type Json = Record<string, unknown>;
type Entry = Json & { name: string };

/** Names that are kept for the vendor's own. */
const RESERVED =
  /^(claude-code-marketplace|claude-code-plugins|claude-plugins-official|anthropic-marketplace|anthropic-plugins|agent-skills|life-sciences|inline)$|anthropic|^claude-/;

/** The text of both files: what is there with the plugins put in or brought up to date. Entries of others stay as they are. */
export async function marketFiles(
  root: string,
  plugins: readonly MarketPlugin[],
  facts: MarketFacts,
): Promise<Record<string, string>> {
  if (RESERVED.test(facts.name))
    throw refuse("name", `${facts.name} is kept for the vendor of a client`, "Give the marketplace another name.");
  const claude = await readMarket(root, CLAUDE_MARKET);
  const codex = await readMarket(root, CODEX_MARKET);
  const names = new Set(plugins.map(({ manifest }) => String(manifest["name"])));
  return {
    [CLAUDE_MARKET]: jsonText({
      ...(claude ?? { name: facts.name, owner: { name: facts.owner }, description: facts.description }),
      plugins: merge(entriesOf(claude), plugins.map(claudeEntry), names),
    }),
    [CODEX_MARKET]: jsonText({
      ...(codex ?? { name: facts.name, interface: { displayName: facts.description ?? facts.name } }),
      plugins: merge(entriesOf(codex), plugins.map(codexEntry), names),
    }),
  };
}

const claudeEntry = ({ path, manifest }: MarketPlugin): Entry => {
  const { name, version, description, author, homepage, repository, license, keywords } = manifest as Entry;
  return { name, source: `./${path}`, description, version, author, homepage, repository, license, keywords };
};

const codexEntry = ({ path, codexPath = path, manifest }: MarketPlugin): Entry => ({
  name: String(manifest["name"]),
  source: { source: "local", path: `./${codexPath}` },
  policy: { installation: "AVAILABLE", authentication: "ON_INSTALL" },
  category: "Productivity",
});

/** Each entry where it was, ours replaced; new ones at the end. */
function merge(old: readonly Entry[], made: readonly Entry[], names: ReadonlySet<string>): Entry[] {
  const byName = new Map(made.map((entry) => [entry.name, entry]));
  const kept = old.map((entry) => (names.has(entry.name) ? byName.get(entry.name)! : entry));
  const there = new Set(old.map(({ name }) => name));
  return [...kept, ...made.filter(({ name }) => !there.has(name))];
}

const entriesOf = (market: Json | null): Entry[] => (market?.["plugins"] as Entry[] | undefined) ?? [];

async function readMarket(root: string, path: string): Promise<Json | null> {
  const text = await readFile(join(root, path), "utf8").catch(() => null);
  if (text === null) return null;
  try {
    const value = JSON.parse(text) as Json;
    if (Array.isArray(value["plugins"])) return value;
  } catch {
    // Said below, with the name of the file.
  }
  throw refuse(
    path,
    `${path} is not a marketplace: a JSON object with a list of plugins`,
    "Mend it, or remove it to have a new one.",
  );
}
