import { readFile } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { toolOfWord } from "@teamwright/board";
import { TeamError } from "@teamwright/core";
import { HOSTS } from "@teamwright/hosts";
import { hooksFile } from "@teamwright/hosts/hooks";
import { wordsFor } from "@teamwright/mcp";
import { findPack, type PackComplaint } from "@teamwright/pack";
import {
  applyBuild,
  buildPack,
  type BuildParts,
  type Built,
  type Cost,
  editionsOf,
  costOf,
  type Plan,
  lintSource,
  planBuild,
  readPackSource,
  readRecord,
  recordOf,
  type PackSource,
  parseTargets,
  type Target,
  TARGETS,
  versionError,
} from "@teamwright/publish";
import { badInput } from "../bad-input.ts";
import { BUNDLED, HOOK, needPart, WHOLE } from "../bundled.ts";
import { sayResult } from "../say-result.ts";
import type { Invocation } from "../verbs.ts";
import { productVersion } from "./version.ts";

/** `pack build PACK`: the plugin's folder, written, shown or compared. */
export async function packBuild({ globals, words, options }: Invocation): Promise<number> {
  const list = typeof options.for === "string" ? options.for : "all";
  const targets = parseTargets(list);
  if (!targets) throw badInput("for", `is a list of ${[...TARGETS, "all"].join(", ")}`);
  if (options.check && options["dry-run"]) throw badInput("check", "and --dry-run: one or the other");
  const { source, complaints } = await readPackSource(await findPack(words[0] ?? ".", { bundled: BUNDLED }), {
    bundled: BUNDLED,
  });
  if (source) complaints.push(...lintSource(source, Object.values(HOSTS)));
  const errors = complaints.filter(({ severity }) => severity === "error");
  if (!source || errors.length > 0) throw brokenPack(errors);
  const parts = await buildParts();
  const out = resolve(typeof options.out === "string" ? options.out : "plugins");
  const editions = [];
  for (const edition of editionsOf(targets))
    editions.push(
      await planEdition(source, { ...edition, parts, dir: join(out, edition.folder, source.facts.plugin) }),
    );
  const open = editions.flatMap(({ plan }) => plan.steps.filter(({ change }) => change !== "same"));
  if (options.check) {
    if (open.length > 0) throw stale(editions.map(({ plan }) => plan));
  } else {
    for (const { plan, dir } of editions) {
      const refused = versionError(plan, await readRecord(dir));
      if (refused) throw refused;
    }
    if (!options["dry-run"]) for (const { plan, built } of editions) await applyBuild(plan, built);
  }
  const [main, ...others] = editions.map(({ dir, plan, cost }) => ({
    ...{ dir, targets: plan.record.targets, digest: plan.record.digest, steps: plan.steps, cost },
  }));
  const { plugin, version } = source.facts;
  if (globals.json) sayResult({ ...main, name: plugin, version, complaints, others });
  else
    process.stdout.write(
      warnings(complaints) +
        editions
          .map(({ plan, cost }) =>
            tell(plan, cost, { dry: options["dry-run"] === true, check: options.check === true }),
          )
          .join("\n"),
    );
  return 0;
}

interface Edition {
  dir: string;
  built: Built;
  plan: Plan;
  cost: Cost;
}

/** One folder of a pack: what it would hold, and what that changes. */
async function planEdition(
  source: PackSource,
  { dir, targets, parts }: { dir: string; targets: readonly Target[]; parts: BuildParts },
): Promise<Edition> {
  const built = buildPack(source, targets, parts);
  const record = recordOf(built, { name: source.facts.plugin, version: source.facts.version, targets });
  return { dir, built, plan: await planBuild(dir, built, record), cost: costOf(built, source.team) };
}

const brokenPack = (errors: readonly PackComplaint[]): TeamError =>
  new TeamError("PACK_INVALID", {
    message: `The pack cannot be built: ${errors.map((c) => `${c.path}:${c.line}  ${c.message}`).join(" ")}`,
    data: { issues: errors },
  });

const warnings = (complaints: readonly PackComplaint[]): string =>
  complaints.map((c) => `${c.path}:${c.line}:${c.column}  ${c.severity}  ${c.message}\n    fix: ${c.fix}\n`).join("");

/** What every pack gets from this product: the server, and its words for commands. */
export async function buildParts(): Promise<BuildParts> {
  for (const part of [WHOLE, HOOK]) needPart(part);
  return {
    server: { bytes: await readFile(WHOLE), version: productVersion() },
    say: (program, command) => (program === "teamwright" ? wordsFor("all", command) : toolOfWord(command)),
    hooks: {
      program: await readFile(HOOK),
      fileFor: (client, names) => hooksFile(HOSTS[client], names)!,
    },
  };
}

function stale(plans: readonly Plan[]): TeamError {
  const issues = plans.flatMap(({ dir, steps }) =>
    steps
      .filter(({ change }) => change !== "same")
      .map(({ path, change }) => ({ path: join(relative("", dir), path), change })),
  );
  return new TeamError("PACK_INVALID", {
    message: `${issues.length === 1 ? "A file is" : `${issues.length} files are`} not what the pack gives: ${issues
      .slice(0, 5)
      .map(({ path, change }) => `${path} (${change})`)
      .join(", ")}${issues.length > 5 ? ", ..." : ""}`,
    hint: "Build again without --check, and commit what it wrote.",
    data: { issues },
  });
}

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} KB`;

function tell(
  { dir, record, before, steps }: Plan,
  cost: Cost,
  { dry, check }: { dry: boolean; check: boolean },
): string {
  const shown = relative("", dir) || ".";
  const open = steps.filter(({ change }) => change !== "same");
  const lines = open.map(
    ({ path, change, bytes }) => `  ${change.padEnd(6)} ${path}${change === "remove" ? "" : `  ${kilobytes(bytes)}`}`,
  );
  const did = dry ? "would be" : check ? "is" : "is";
  const head = `${shown} ${did} ${record.name} ${record.version}${before && before !== record.version ? ` (was ${before})` : ""} for ${record.targets.join(", ")}`;
  const listed = cost.listed
    .map(({ kind, name, description }) => `${kind} ${name} ${description} characters`)
    .join(", ");
  return `${[...lines, head].join("\n")}
${open.length} of ${steps.length} files ${dry ? "would change" : check ? "differ" : "changed"}, ${kilobytes(cost.installed)} installed
listed: ${listed}
about ${cost.always} tokens in every session, ${cost.first} when first used, ${cost.task} for the longest role of a task
`;
}
