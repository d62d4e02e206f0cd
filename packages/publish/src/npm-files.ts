// The plugin's folder as an npm package, as a server of the MCP registry and as an MCPB bundle. Nothing in it needs an install.
import type { Team } from "@teamwright/core";
import { jsonText } from "./front-matter.ts";
import { ICON } from "./icon.ts";
import { NODE_FLOOR } from "./launcher.ts";
import { displayName, START } from "./manifests.ts";
import type { Facts } from "./pack-source.ts";
import type { Serving } from "./serving.ts";

/** Longest description that the MCP registry takes. */
const MAX_REGISTRY_DESCRIPTION = 100;
const NODE = `>=${NODE_FLOOR.join(".")}`;

/** package.json of the plugin's folder. `entries` are the names at its top. */
export function npmManifest(facts: Facts, entries: readonly string[]): string {
  const { plugin, npmName, version, description, mcpName, keywords, license, author, homepage, repository } = facts;
  return jsonText({
    ...{ name: npmName, version, description, keywords, mcpName },
    ...(license === undefined ? {} : { license }),
    ...(author === undefined ? {} : { author }),
    ...(homepage === undefined ? {} : { homepage }),
    ...(repository === undefined ? {} : { repository: { type: "git", url: `git+${repository}.git` } }),
    type: "module",
    bin: { [plugin]: `./${START}` },
    files: entries.filter((entry) => entry !== "package.json"),
    sideEffects: false,
    exports: {
      ".": { types: "./index.d.ts", default: "./index.js" },
      "./team.yaml": `./skills/${plugin}/team.yaml`,
      "./package.json": "./package.json",
    },
    engines: { node: NODE },
    publishConfig: { access: "public" },
  });
}

/** What `import { team }` gives: the checked team, as data. */
export const npmModule = (team: Team): string =>
  `// Made by \`teamwright pack build\`: the team as the kernel takes it.\nexport const team = ${JSON.stringify(team, null, 2)};\n`;

export const npmTypes = (team: Team): string => `export declare const team: ${typeOf(team, "")};\n`;

/** The type of a value: its names are known to an editor, its texts are text. */
function typeOf(value: unknown, indent: string): string {
  if (Array.isArray(value)) {
    const kinds = [...new Set(value.map((item) => typeOf(item, indent)))];
    return kinds.length === 0 ? "readonly never[]" : `readonly (${kinds.join(" | ")})[]`;
  }
  if (typeof value !== "object" || value === null) return value === null ? "null" : typeof value;
  const inner = `${indent}  `;
  const rows = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .map(([key, field]) => `${inner}readonly ${JSON.stringify(key)}: ${typeOf(field, inner)};\n`);
  return `{\n${rows.join("")}${indent}}`;
}

/** server.json of the MCP registry. */
export const registryServer = (
  { mcpName, description, version, npmName, repository }: Facts,
  { args }: Serving,
): string =>
  jsonText({
    $schema: "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json",
    name: mcpName,
    description: short(description, MAX_REGISTRY_DESCRIPTION),
    ...(repository === undefined ? {} : { repository: { url: repository, source: "github" } }),
    version,
    packages: [
      {
        ...{ registryType: "npm", identifier: npmName, version, transport: { type: "stdio" } },
        packageArguments: args.map((value) => ({ type: "positional", value })),
      },
    ],
  });

/** manifest.json of an MCPB bundle. */
export const bundleManifest = (facts: Facts, { args }: Serving): string => {
  const { plugin, version, description, author, homepage, license, keywords, mcpName } = facts;
  return jsonText({
    ...{ manifest_version: "0.3", name: plugin, display_name: displayName(facts), version, description },
    author: author ?? { name: mcpName.split("/")[0] },
    ...(homepage === undefined ? {} : { homepage }),
    ...(license === undefined ? {} : { license }),
    keywords,
    icon: ICON,
    server: {
      type: "node",
      entry_point: START,
      mcp_config: { command: "node", args: [`\${__dirname}/${START}`, ...args] },
    },
    compatibility: { runtimes: { node: NODE } },
  });
};

/** What of the folder an MCPB bundle leaves out: the manifests of other clients. */
export const BUNDLE_IGNORE =
  [".claude-plugin", ".codex-plugin", "agents", "com.openai.codex", "commands", "hooks", "index.js", "index.d.ts"].join(
    "\n",
  ) + "\n";

/** At most `max` characters, cut between words. */
function short(text: string, max: number): string {
  if (text.length <= max) return text;
  return `${text.slice(0, max - 3).replace(/\s+\S*$/, "")}...`;
}
