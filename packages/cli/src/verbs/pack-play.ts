import { readFile, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { type Team, TeamError } from "@teamwright/core";
import {
  autoPlays,
  checkPlay,
  findPack,
  type LoadedPack,
  loadPack,
  playable,
  type Played,
  type PlayResult,
  PlayScript,
  playText,
  playTeam,
  readPlay,
  readPlays,
} from "@teamwright/pack";
import { BUNDLED } from "../bundled.ts";
import { plainText } from "../plain-text.ts";
import { sayResult } from "../say-result.ts";
import type { Invocation } from "../verbs.ts";

/** `pack play PACK`: every pipeline, or one, or a script; prints the beats and the chain of tasks. */
export async function packPlay({ globals, words, options }: Invocation): Promise<number> {
  const { teams } = await loadTeams(words[0]);
  const scripts =
    typeof options.script === "string"
      ? [await scriptIn(options.script)]
      : pipelinesOf(teams, options.pipeline).map((pipeline) => PlayScript.parse({ name: "all goes well", pipeline }));
  const results: { script: PlayScript; played: Played }[] = [];
  for (const script of scripts)
    results.push({ script, played: await playTeam(teamFor(teams, script.pipeline), script) });
  if (typeof options.record === "string") await record(options.record, results);
  if (globals.json)
    sayResult({ plays: results.map(({ script, played }) => ({ pipeline: script.pipeline, ...played })) });
  else process.stdout.write(plainText(results.map(({ script, played }) => tell(script, played)).join("\n")));
  return 0;
}

/** `pack test PACK`: the plays it ships, and those that every pipeline must survive. Exit 7 when one fails. */
export async function packTest({ globals, words }: Invocation): Promise<number> {
  const { teams, pack } = await loadTeams(words[0]);
  const { scripts, inherited, skipped, complaints } = await readPlays(pack, { bundled: BUNDLED });
  if (complaints.length > 0) throw new TeamError("PACK_INVALID", { data: { issues: complaints } });
  const all = [...[...teams].flatMap(([pipeline, team]) => autoPlays(team, pipeline)), ...scripts];
  const results: PlayResult[] = [];
  for (const script of all) results.push(await checkPlay(teamFor(teams, script.pipeline), script));
  const failed = results.filter(({ wrong }) => wrong.length > 0);
  const totals = `${results.length - failed.length} passed, ${failed.length} failed`;
  if (globals.json) {
    const plays = results.map(({ script, played, wrong }) => ({
      pipeline: script.pipeline,
      name: script.name,
      ...(inherited.has(script) ? { from: inherited.get(script)!.from } : {}),
      chain: played?.chain ?? null,
      wrong,
    }));
    if (failed.length === 0) sayResult({ plays, skipped });
    else
      throw new TeamError("PACK_INVALID", {
        message: totals,
        data: { issues: plays.filter((p) => p.wrong.length > 0) },
      });
  } else {
    for (const { script, played, wrong } of results) {
      const mark = wrong.length > 0 ? "FAILED" : "ok    ";
      const lines = [
        `${mark} ${script.pipeline}: ${script.name}`,
        ...wrong.map((w) => `       ${w.replaceAll("\n", "\n       ")}`),
      ];
      const file = inherited.get(script);
      if (file) lines[0] += `  (of ${basename(file.from)})`;
      if (file && wrong.length > 0)
        lines.push(
          `       To change it, write plays/${file.name}.yaml; to leave it out, \`plays: { ${file.name}: null }\` in team.yaml.`,
        );
      if (wrong.length > 0 && played) lines.push(...played.beats.map((line) => `       ${line}`));
      process.stdout.write(plainText(`${lines.join("\n")}\n`));
    }
    for (const { name, why } of skipped) process.stdout.write(plainText(`not run  ${name}: ${why}\n`));
    process.stdout.write(`${totals}\n`);
  }
  return failed.length > 0 ? 7 : 0;
}

type Teams = ReadonlyMap<string, Team>;

async function loadTeams(name: string | undefined): Promise<{ teams: Teams; pack: LoadedPack }> {
  const found = await findPack(name ?? ".", { bundled: BUNDLED });
  const pack = await loadPack(found, { bundled: BUNDLED });
  const { teams, complaints } = await playable(pack);
  const errors = [...(pack.team ? [] : pack.complaints), ...complaints].filter((c) => c.severity === "error");
  if (errors.length > 0) throw new TeamError("PACK_INVALID", { data: { issues: errors } });
  return { teams, pack };
}

function teamFor(teams: Teams, pipeline: string): Team {
  const team = teams.get(pipeline);
  if (team) return team;
  throw new TeamError("PIPELINE_UNKNOWN", { data: { pipeline, pipelines: [...teams.keys()] } });
}

function pipelinesOf(teams: Teams, wanted: string | true | undefined): string[] {
  if (typeof wanted !== "string") return [...teams.keys()];
  void teamFor(teams, wanted);
  return [wanted];
}

async function scriptIn(path: string): Promise<PlayScript> {
  await readFile(path).catch((cause: unknown) => {
    throw new TeamError("INPUT_INVALID", {
      message: `--script: ${path.slice(0, 200)} cannot be read.`,
      data: { issues: [{ field: "script", problem: "cannot be read" }] },
      cause,
    });
  });
  const { script, complaints } = await readPlay(path);
  if (!script) throw new TeamError("PACK_INVALID", { message: "The play has mistakes.", data: { issues: complaints } });
  return script;
}

/** Keeps a play with what happened as what is expected from now on. */
async function record(path: string, results: readonly { script: PlayScript; played: Played }[]): Promise<void> {
  if (results.length !== 1)
    throw new TeamError("INPUT_INVALID", {
      message: "--record keeps one play.",
      hint: "Add --pipeline NAME or --script FILE.",
      data: { issues: [{ field: "record", problem: `${results.length} plays` }] },
    });
  const { script, played } = results[0]!;
  await writeFile(path, playText(script, played));
}

function tell({ name, pipeline }: PlayScript, { beats, chain, status, reason }: Played): string {
  return [
    `${pipeline}: ${name}`,
    ...beats.map((b) => `  ${b}`),
    `  ${status}${reason ? `: ${reason}` : ""}`,
    `  ${chain}`,
    "",
  ].join("\n");
}
