import { basename } from "node:path";
import { listPacks, loadPack } from "@teamwright/pack";
import { BUNDLED } from "../bundled.ts";
import type { Invocation } from "../verbs.ts";

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
