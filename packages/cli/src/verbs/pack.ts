import { basename } from "node:path";
import { TeamError } from "@teamwright/core";
import { checkTemplates, drawPipeline, findPack, listPacks, loadPack } from "@teamwright/pack";
import { BUNDLED } from "../bundled.ts";
import type { Invocation } from "../verbs.ts";

/** `pack check [PACK]`: every complaint; exit 7 when one is an error. */
export async function packCheck({ globals, words }: Invocation): Promise<number> {
  const loaded = await loadPack(await findPack(words[0] ?? ".", { bundled: BUNDLED }));
  const { dir } = loaded;
  const complaints = [...loaded.complaints, ...(await checkTemplates(dir))];
  const errors = complaints.filter((c) => c.severity === "error").length;
  const team = errors > 0 ? null : loaded.team;
  if (globals.json) {
    const body = team
      ? { ok: true, result: { dir, name: team.name, complaints }, position: 0 }
      : {
          ok: false,
          error: {
            code: "PACK_INVALID",
            message: `${errors} errors`,
            hint: "Mend the lines named.",
            data: { issues: complaints },
          },
        };
    process.stdout.write(`${JSON.stringify(body)}\n`);
  } else {
    for (const c of complaints)
      process.stdout.write(
        `${c.path}:${c.line}:${c.column}  ${c.severity}  ${c.code}  ${c.message}\n    fix: ${c.fix}\n`,
      );
    process.stdout.write(
      team
        ? `${team.name}: ${Object.keys(team.roles).length} roles, ${Object.keys(team.pipelines).length} pipelines, ${complaints.length} warnings\n`
        : `${errors} errors\n`,
    );
  }
  return team ? 0 : 7;
}

/** `pack graph PACK [PIPELINE]`: a pipeline as text or mermaid. */
export async function packGraph({ globals, words, options }: Invocation): Promise<number> {
  const { team, complaints } = await loadPack(await findPack(words[0] ?? ".", { bundled: BUNDLED }));
  if (!team) throw new TeamError("PACK_INVALID", { data: { issues: complaints } });
  const names = words[1] ? [words[1]] : Object.keys(team.pipelines);
  const graphs = Object.fromEntries(names.map((n) => [n, drawPipeline(team, n, options.mermaid ? "mermaid" : "text")]));
  if (globals.json) process.stdout.write(`${JSON.stringify({ ok: true, result: graphs, position: 0 })}\n`);
  else process.stdout.write(`${names.map((n) => (options.mermaid ? graphs[n] : `${n}\n${graphs[n]}`)).join("\n\n")}\n`);
  return 0;
}

/** `pack list`: the packs that can be named from here. */
export async function packList({ globals }: Invocation): Promise<number> {
  const rows = [];
  for (const dir of await listPacks({ bundled: BUNDLED })) {
    const { team } = await loadPack(dir);
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
