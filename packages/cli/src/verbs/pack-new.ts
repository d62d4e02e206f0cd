import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { userInfo } from "node:os";
import { join, relative, resolve } from "node:path";
import { checkPlay, findPack, loadPack, newPack, playable, readPlays } from "@teamwright/pack";
import { badInput } from "../bad-input.ts";
import { BUNDLED, needPart, PACK_TEMPLATE } from "../bundled.ts";
import { sayResult } from "../say-result.ts";
import type { Invocation } from "../verbs.ts";
import { productVersion } from "./version.ts";

/** `pack new NAME`: makes a pack that is checked and played at once. */
export async function packNew({ globals, words, options }: Invocation): Promise<number> {
  const [name] = words;
  if (name === undefined) throw badInput("name", "missing", { hint: "For example: teamwright pack new review-docs" });
  const skills = resolve("skills");
  const dir =
    typeof options.dir === "string" ? resolve(options.dir) : join(existsSync(skills) ? skills : resolve("."), name);
  const from = typeof options.from === "string" ? await findPack(options.from, { bundled: BUNDLED }) : undefined;
  if (from === undefined) needPart(PACK_TEMPLATE);
  const author = gitName() ?? userInfo().username;
  const files = await newPack({
    ...{ name, dir, template: PACK_TEMPLATE, author, version: productVersion() },
    ...(from === undefined ? {} : { from }),
  });
  const pack = await loadPack(dir, { bundled: BUNDLED });
  const { team } = pack;
  const samples = await playable(pack);
  const complaints = [...pack.complaints, ...samples.complaints];
  const { scripts } = await readPlays(pack, { bundled: BUNDLED });
  const plays = team
    ? await Promise.all(scripts.map((script) => checkPlay(samples.teams.get(script.pipeline) ?? team, script)))
    : [];
  const good = plays.filter(({ wrong }) => wrong.length === 0).length;
  const told = complaints.map((c) => `  ${c.path}:${c.line}  ${c.message}\n`).join("");
  if (globals.json) sayResult({ dir, files, complaints, plays: { passed: good, failed: plays.length - good } });
  else {
    const path = relative("", dir) || ".";
    const shown = path.includes("/") || path.startsWith(".") ? path : `./${path}`;
    process.stdout.write(
      `${files.map((file) => `  ${join(path, file)}`).join("\n")}\n${told}\n${name} is checked, and ${good} of ${plays.length} plays pass. Next:\n  teamwright pack test ${shown}\n  teamwright pack graph ${shown}\n  teamwright session start ${shown} "What you want"\n  teamwright pack build ${shown}\n`,
    );
  }
  return team && good === plays.length ? 0 : 7;
}

/** The name under which this person commits, if git knows one. */
function gitName(): string | undefined {
  const { status, stdout } = spawnSync("git", ["config", "user.name"], { encoding: "utf8" });
  return status === 0 && stdout.trim() !== "" ? stdout.trim() : undefined;
}
