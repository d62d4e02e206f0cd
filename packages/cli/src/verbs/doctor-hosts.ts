// The doctor's look at the programs that run agents: which are there, whether they have our packs, and what each can do.
import { describeHost, type HostLook, HOSTS, type HostId, lookAtHost } from "@teamwright/hosts";

/** Column in which what is said of something begins. */
export const INDENT = 17;

export interface HostFinding extends HostLook {
  host: HostId;
  title: string;
  /** The newest version we know. */
  seen: string;
  can: readonly string[];
  cannot: readonly string[];
  advice: readonly string[];
}

/** Asks all of them at once. Never rejects. */
export function lookAtHosts(): Promise<HostFinding[]> {
  return Promise.all(
    (Object.keys(HOSTS) as HostId[]).map(async (host) => {
      const facts = HOSTS[host];
      const { can, cannot } = describeHost(facts);
      const advice = facts.advice.map(({ say }) => say);
      return { host, title: facts.title, seen: facts.seen, ...(await lookAtHost(facts)), can, cannot, advice };
    }),
  );
}

/** The lines about one host. */
export function sayHost(found: HostFinding): string[] {
  const { title, host, version, standing, seen, packs, trouble, can, cannot, advice } = found;
  if (!found.installed) return [`--   ${host.padEnd(11)} ${title} is not installed`];
  const lines = [
    trouble === undefined
      ? `ok   ${host.padEnd(11)} ${title} ${version}; ${sayPacks(found)}`
      : `BAD  ${host.padEnd(11)} ${title}${version === undefined ? "" : ` ${version}`}: ${trouble}`,
  ];
  if (standing === "newer")
    lines.push(`not seen yet: the newest version we know is ${seen}. What follows may have changed.`);
  if (standing === "older")
    lines.push(`older than ${seen}, on which the following was seen. Update it if something fails.`);
  lines.push(...can.map((text) => `can ${text}`), ...cannot.map((text) => `cannot ${text}`));
  lines.push(...advice.map((text) => `note: ${text}`));
  if (packs && ours(packs).length === 0) lines.push(`No team pack is installed in it: see "Install" in the README.`);
  return [lines[0]!, ...lines.slice(1).map((line) => `${" ".repeat(INDENT)}${line}`)];
}

function sayPacks({ packs = [] }: HostLook): string {
  const names = ours(packs).map(
    ({ name, version, enabled }) => `${name} ${version}${enabled ? "" : " (switched off)"}`,
  );
  return names.length === 0 ? "no team pack" : names.join(", ");
}

/** Packs are published as `team-NAME`. */
const ours = (packs: NonNullable<HostLook["packs"]>) => packs.filter(({ name }) => name.startsWith("team-"));
