// Every host we know, by a short word, and what is computed from its facts.
import type { HostFacts, NameRule, RemovedTool } from "./capability.ts";
import { claudeCode } from "./claude-code.ts";
import { codex } from "./codex.ts";
import { copilotCli } from "./copilot-cli.ts";
import { geminiCli } from "./gemini-cli.ts";
import { versionOrder } from "./version-order.ts";

export const HOSTS = { claude: claudeCode, codex, gemini: geminiCli, copilot: copilotCli } as const satisfies Record<
  string,
  HostFacts
>;
export type HostId = keyof typeof HOSTS;

/**
 * The host behind a call: the name that its client says, else the one whose variable is set. Undefined for one that we do not know,
 * and where variables of several are set: one started the other.
 */
export function detectHost({ client, env = {} }: { client?: string; env?: NodeJS.ProcessEnv }): HostId | undefined {
  const ids = Object.keys(HOSTS) as HostId[];
  if (client !== undefined) return ids.find((id) => client.startsWith(HOSTS[id].signs.client));
  const set = ids.filter((id) => env[HOSTS[id].signs.environment]);
  return set.length === 1 ? set[0] : undefined;
}

/** The name under which a host may know a task or worker: `EXPLORE-001` is `explore_001` where capitals are refused. The id on the board stays. */
export function nameFor(rule: NameRule, id: string): string {
  const cased = rule.lowercase ? id.toLowerCase() : id;
  return cased.replaceAll(/[^A-Za-z0-9_-]|[_-]/g, (c) => (fits(rule, c) ? c : rule.joint)).slice(0, rule.max);
}

const fits = (rule: NameRule, name: string): boolean => new RegExp(`^(?:${rule.pattern})$`).test(name);

/** What the model of a host calls a tool of a pack's server. */
export function serverToolName({ server }: HostFacts, at: { pack: string; server: string; tool: string }): string {
  return server.toolName.replaceAll(/\{(pack|server|tool)\}/g, (_, key: keyof typeof at) => at[key]);
}

/** The name by which a pack's agent is started; null where a pack's agents are not known and a plain worker is started instead. */
export function packAgentName({ spawning }: HostFacts, at: { pack: string; agent: string }): string | null {
  return spawning.packAgent?.replaceAll(/\{(pack|agent)\}/g, (_, key: keyof typeof at) => at[key]) ?? null;
}

/** Every host on which a tool is gone, at `version` when it is given. */
export function removedFrom(
  tool: string,
  version?: Partial<Record<HostId, string>>,
): (RemovedTool & { host: HostId })[] {
  return (Object.keys(HOSTS) as HostId[]).flatMap((host) =>
    HOSTS[host].removed
      .filter((gone) => gone.tool === tool && isGone(gone, version?.[host]))
      .map((gone) => ({ ...gone, host })),
  );
}

const isGone = ({ since }: RemovedTool, version: string | undefined): boolean =>
  since === null || version === undefined || versionOrder(version, since) >= 0;
