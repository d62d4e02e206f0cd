import { basename, resolve } from "node:path";
import { HOSTS } from "@teamwright/hosts";
import { checkTemplates, findPack, listPacks, loadPack, type PackComplaint, playable } from "@teamwright/pack";
import { lintBuilt, lintSource, readPackSource } from "@teamwright/publish";
import { BUNDLED } from "../bundled.ts";
import { sayComplaint } from "../say-complaint.ts";
import { sayRejection } from "../say-rejection.ts";
import { sayResult } from "../say-result.ts";
import type { Invocation } from "../verbs.ts";

/** `pack check [PACK]`: every complaint about a pack or a built plugin; exit 7 when one is an error. */
export async function packCheck({ globals, words }: Invocation): Promise<number> {
  const { dir, name, complaints, found } = await checked(words[0] ?? ".");
  const errors = complaints.filter((c) => c.severity === "error").length;
  if (globals.json && errors === 0) sayResult({ dir, name, complaints });
  else if (globals.json)
    return sayRejection(
      {
        code: "PACK_INVALID",
        message: `${errors} errors`,
        hint: "Mend the lines named.",
        data: { issues: complaints },
      },
      true,
    );
  else {
    for (const complaint of complaints) process.stdout.write(sayComplaint(complaint));
    const warnings = complaints.filter((c) => c.severity === "warning").length;
    process.stdout.write(errors > 0 ? `${errors} errors\n` : `${name}: ${found}, ${warnings} warnings\n`);
  }
  return errors === 0 ? 0 : 7;
}

/** What is wrong with a pack, by name or folder, or with a plugin's folder. */
async function checked(
  place: string,
): Promise<{ dir: string; name: string; complaints: PackComplaint[]; found: string }> {
  const hosts = Object.values(HOSTS);
  const built = await lintBuilt(resolve(place), hosts);
  if (built) return { dir: resolve(place), name: basename(resolve(place)), complaints: built, found: "a built plugin" };
  const dir = await findPack(place, { bundled: BUNDLED });
  const { source, complaints } = await readPackSource(dir, { bundled: BUNDLED });
  complaints.push(...(await checkTemplates(dir)));
  if (!source) return { dir, name: basename(dir), complaints, found: "" };
  const { name, roles, pipelines } = source.team;
  const samples = await playable({ dir, team: source.team });
  const count = Object.keys(pipelines).length;
  const found = `${Object.keys(roles).length} roles, ${count} pipelines, ${samples.teams.size - count} sample analyses`;
  return { dir, name, complaints: [...complaints, ...samples.complaints, ...lintSource(source, hosts)], found };
}

/** `pack list`: the packs that can be named from here. */
export async function packList({ globals }: Invocation): Promise<number> {
  const rows = [];
  for (const dir of await listPacks({ bundled: BUNDLED })) {
    const { team } = await loadPack(dir, { bundled: BUNDLED });
    rows.push({
      name: team?.name ?? basename(dir),
      dir,
      summary: team?.summary ?? "broken: run pack check",
      pipelines: Object.keys(team?.pipelines ?? {}),
    });
  }
  if (globals.json) process.stdout.write(`${JSON.stringify({ ok: true, result: { packs: rows }, position: 0 })}\n`);
  else
    process.stdout.write(
      `${rows.map((r) => `${r.name.padEnd(12)} ${r.summary}  [${r.pipelines.join(", ")}]`).join("\n") || "No packs."}\n`,
    );
  return 0;
}
