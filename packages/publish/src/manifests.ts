// What each client reads first. Every one names the same version and starts the same server, each with its own word for the plugin's folder.
import { jsonText } from "./front-matter.ts";
import { ICON } from "./icon.ts";
import type { Facts } from "./pack-source.ts";
import type { Serving } from "./serving.ts";

/** The program that every client starts, from the plugin's folder. */
export const START = "server/start.cjs";

const pluginFacts = ({ plugin, version, description, author, homepage, repository, license, keywords }: Facts) => ({
  name: plugin,
  version,
  description,
  ...(author === undefined ? {} : { author }),
  ...(homepage === undefined ? {} : { homepage }),
  ...(repository === undefined ? {} : { repository }),
  ...(license === undefined ? {} : { license }),
  keywords,
});

const nodeServer = (root: string, { args }: Serving) => ({ command: "node", args: [`${root}/${START}`, ...args] });

export const claudeManifest = (facts: Facts, { serving, hooks }: { serving: Serving; hooks: boolean }): string =>
  jsonText({
    ...pluginFacts(facts),
    icon: `./${ICON}`,
    ...(hooks ? { hooks: "./.claude-plugin/hooks.json" } : {}),
    mcpServers: { [serving.server]: nodeServer("${CLAUDE_PLUGIN_ROOT}", serving) },
  });

/** Codex replaces no placeholder in a server's arguments: paths are from the plugin's folder, which `cwd` names. */
export const codexManifest = (facts: Facts, { hooks }: { hooks: boolean }): string => {
  const { name, version, description, author, keywords } = pluginFacts(facts);
  return jsonText({
    ...{ name, version, description, ...(author === undefined ? {} : { author }), keywords },
    skills: "./skills/",
    mcpServers: "./.codex-plugin/mcp.json",
    ...(hooks ? { hooks: "./.codex-plugin/hooks.json" } : {}),
    interface: {
      ...{ displayName: displayName(facts), shortDescription: description, category: "Productivity" },
      ...{ composerIcon: `./${ICON}`, logo: `./${ICON}` },
    },
  });
};

export const codexServers = (serving: Serving): string =>
  jsonText({ mcpServers: { [serving.server]: { ...nodeServer(".", serving), cwd: "." } } });

export const geminiManifest = ({ plugin, version, description }: Facts, serving: Serving): string =>
  jsonText({
    ...{ name: plugin, version, description },
    mcpServers: { [serving.server]: nodeServer("${extensionPath}", serving) },
  });

const AGENT_PLUGINS = "https://agent-plugins.org/schemas/1.0.0";

export const agentPlugin = (facts: Facts): string =>
  jsonText({ $schema: `${AGENT_PLUGINS}/plugin.schema.json`, ...pluginFacts(facts) });

export const agentPluginServers = (serving: Serving): string =>
  jsonText({
    $schema: `${AGENT_PLUGINS}/mcp.schema.json`,
    mcpServers: { [serving.server]: { type: "stdio", ...nodeServer("${PLUGIN_ROOT}", serving) } },
  });

/** For Gemini CLI, which starts a skill only when its model sees a reason: the words a person types. */
export const geminiCommand = ({ plugin, description }: Facts): string =>
  `description = ${JSON.stringify(description)}\nprompt = ${JSON.stringify(`Activate the skill ${plugin} and do with it: {{args}}`)}\n`;

/** `team-issue` as a title: `Team Issue`. */
export const displayName = ({ plugin }: Facts): string =>
  plugin
    .split("-")
    .map((word) => `${word[0]?.toUpperCase()}${word.slice(1)}`)
    .join(" ");
