// The clients of vendors that the proofs run, each at one version, and where its program lies once npm has put it there.
import { globSync } from "node:fs";
import { join } from "node:path";
import { HOSTS, type HostId } from "../../packages/hosts/src/capabilities/hosts.ts";

export interface Pinned {
  readonly host: HostId;
  readonly version: string;
  /** As npm takes it. */
  readonly spec: string;
  /** Its program below the folder, as a glob: packages of vendors name the platform. */
  readonly program: string;
  /** Whether the program is JavaScript and runs on our Node. */
  readonly script: boolean;
}

const on = `${process.platform}-${process.arch}`;
const SOURCES: Readonly<Record<HostId, { name: string; program: string; script?: true }>> = {
  claude: { name: "@anthropic-ai/claude-code", program: `@anthropic-ai/claude-code-${on}/claude` },
  codex: { name: "@openai/codex", program: `@openai/codex-${on}/vendor/*/bin/codex` },
  gemini: { name: "@google/gemini-cli", program: "@google/gemini-cli/bundle/gemini.js", script: true },
  copilot: { name: "@github/copilot", program: `@github/copilot-${on}/copilot` },
};

/** The version is that of the capability table: what a proof shows is true of exactly that one. */
export const PINNED: readonly Pinned[] = (Object.keys(HOSTS) as HostId[]).map((host) => {
  const { name, program, script = false } = SOURCES[host];
  const { seen } = HOSTS[host];
  return { host, version: seen, spec: `${name}@${seen}`, program: `node_modules/${program}`, script };
});

/** The program in a folder that npm filled; undefined when the package has none for this platform. */
export const programIn = (folder: string, { program }: Pinned): string | undefined => {
  const [found] = globSync(program, { cwd: folder });
  return found === undefined ? undefined : join(folder, found);
};
