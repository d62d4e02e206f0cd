// The plays that a pack ships: plays/*.yaml, one script each.
import type { Role, Team } from "@teamwright/core";
import { stringify } from "yaml";
import type { PackComplaint } from "./complaint.ts";
import type { PackFile } from "./compose/inherited.ts";
import { schemaComplaints } from "./compose/schema-complaints.ts";
import { sourcedFile } from "./compose/sourced.ts";
import { type LoadedPack, type LoadOptions, loadPack } from "./load-pack.ts";
import { PlayScript } from "./play-script.ts";
import type { Played } from "./play-team.ts";
import { readText } from "./read-text.ts";
import { readYaml } from "./yaml-file.ts";

/** Reads one script. Never throws on what the file says. */
export async function readPlay(
  path: string,
  texts: ReadonlyMap<string, string> = new Map(),
): Promise<{ script: PlayScript | null; complaints: PackComplaint[] }> {
  const read = await readText(path, texts);
  if ("complaint" in read) return { script: null, complaints: [read.complaint] };
  const file = readYaml(read.text, path, "name: what happens");
  if (file.data === null) return { script: null, complaints: file.complaints };
  const parsed = PlayScript.safeParse(file.data);
  if (parsed.success) return { script: parsed.data, complaints: [] };
  const codes = { value: "PLAY_SCHEMA", field: "PLAY_SCHEMA" };
  const told = { schema: PlayScript, name: "play", codes };
  return { script: null, complaints: schemaComplaints(parsed.error, sourcedFile(file, path), told) };
}

/** A play that does not hold for the pack that inherits it. */
export interface SkippedPlay {
  readonly name: string;
  readonly why: string;
}

/** The plays of a pack by name, those it inherits too: where the pipeline is there, and its roles are as in the pack below for all that a play can see. */
export async function readPlays(
  pack: Pick<LoadedPack, "dir" | "team" | "plays" | "analyses">,
  { texts, bundled = [] }: LoadOptions = {},
): Promise<{
  scripts: PlayScript[];
  /** The files of scripts that are inherited. */
  inherited: ReadonlyMap<PlayScript, PackFile>;
  skipped: SkippedPlay[];
  complaints: PackComplaint[];
}> {
  const scripts: PlayScript[] = [];
  const inherited = new Map<PlayScript, PackFile>();
  const skipped: SkippedPlay[] = [];
  const complaints: PackComplaint[] = [];
  const teams = new Map<string, Team | null>();
  for (const file of pack.plays) {
    const { script, complaints: found } = await readPlay(file.path, texts);
    complaints.push(...found);
    if (!script) continue;
    if (file.from !== pack.dir) {
      if (!teams.has(file.from)) teams.set(file.from, (await loadPack(file.from, { bundled })).team);
      const why = whyNot(script, pack, teams.get(file.from) ?? null);
      if (why !== null) {
        skipped.push({ name: file.name, why });
        continue;
      }
      inherited.set(script, file);
    }
    scripts.push(script);
  }
  return { scripts, inherited, skipped, complaints };
}

/** Why an inherited play does not hold here; null when it does. */
function whyNot(
  { pipeline }: PlayScript,
  { team, analyses }: Pick<LoadedPack, "team" | "analyses">,
  base: Team | null,
): string | null {
  const nodes = Object.values(team?.pipelines[pipeline]?.nodes ?? {});
  if (nodes.length === 0 && !analyses.some(({ name }) => name === pipeline)) return `there is no pipeline ${pipeline}`;
  const names = Object.values(base?.pipelines[pipeline]?.nodes ?? {}).flatMap((node) => [
    node.role,
    ...[node.gate?.revise ?? []].flat().map(({ role }) => role),
  ]);
  const other = [...new Set(names)].find(
    (name) => name !== undefined && JSON.stringify(seen(team?.roles[name])) !== JSON.stringify(seen(base?.roles[name])),
  );
  return other === undefined ? null : `the role ${other} is another one here`;
}

/** What of a role changes how a play goes. Its words, its model and its tools do not. */
const seen = (role: Role | undefined) =>
  role && [role.prefixes, role.inner_loop, role.resident, role.creates_tasks, role.discuss_rounds];

/** A script as text, with what happened as what is expected from now on. */
export function playText(script: PlayScript, { status, chain, asks }: Played): string {
  return stringify({ ...script, expect: { status, chain, ...(asks.length > 0 ? { asks } : {}) } });
}
