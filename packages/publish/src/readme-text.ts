import type { Team } from "@teamwright/core";
import { displayName } from "./manifests.ts";
import type { Facts } from "./pack-source.ts";

/** README.md of the plugin's folder, unless the pack brings one. */
export function readmeText(team: Team, facts: Facts): string {
  const { plugin, description, npmName, repository, license } = facts;
  const place = /github\.com\/(.+)$/.exec(repository ?? "")?.[1] ?? "<owner>/<repo>";
  const roles = Object.values(team.roles).map(({ name, summary }) => `| ${name} | ${summary} |`);
  const pipelines = Object.entries(team.pipelines).map(([name, { summary }]) => `| ${name} | ${summary} |`);
  return `# ${displayName(facts)}

${description}

A team of agents on one durable log: a task has one owner at a time, every step survives a crash, and a worker that lost its claim can no longer write. It needs Node 20.19 or newer on the PATH, and nothing else: no account, no install step, no service. The log lies beside the project it works on, in \`.teamwright\`.

## Install

| client | how |
|---|---|
| Claude Code | \`/plugin install ${plugin} --marketplace ${place}\` |
| Codex | \`codex plugin marketplace add ${place}\`, then \`codex plugin add ${plugin}@<marketplace>\` |
| Copilot CLI | \`copilot plugin marketplace add ${place}\`, then \`copilot plugin install ${plugin}@<marketplace>\` |
| Gemini CLI | \`gemini extensions install\` with the path of this folder |
| any client that reads skills | \`npx skills add ${place}\`; the skill works through the shell |
| npm | \`npm install ${npmName}\` |

\`<marketplace>\` is the \`name\` in its \`.claude-plugin/marketplace.json\`. Then ask your agent for "${plugin.replaceAll("-", " ")}" and say what you want.

## Who is in it

| role | does |
|---|---|
${roles.join("\n")}

| pipeline | for |
|---|---|
${pipelines.join("\n")}

Made by \`teamwright pack build\`.${license === undefined ? "" : ` ${license}.`}
`;
}
