// A claim's bundle becomes the text that its worker reads, with the words of this server.
import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { ClaimBundle } from "@teamwright/core";
import { type HostId, HOSTS } from "@teamwright/hosts/capabilities";
import { renderBundle } from "@teamwright/prompts";
import { sessionFolder } from "@teamwright/views";
import type { Opened } from "./desk.ts";
import { type Profile, wordsFor } from "./tools.ts";

/** In which words a text is: those of the tools that are offered, and of the host that runs the agent. */
export interface OurWords {
  profile: Profile;
  host: HostId | undefined;
}

/** How a profile gives a command, for texts. */
export const saying =
  (profile: Profile) =>
  (command: string): string =>
    `the tool ${wordsFor(profile, command) ?? command}`;

type Json = Record<string, unknown>;

/** Tokens of a brief, so that it stays below what hosts take in one answer. */
const BUDGET = 7_500;

/** The result with `brief` (text) and `folder` in place of every bundle. */
export async function briefed(result: Json, opened: Opened, words: OurWords): Promise<Json> {
  const next = result["next"];
  if (typeof next === "object" && next !== null) return { ...result, next: await briefed(next as Json, opened, words) };
  const { bundle, ...rest } = result;
  if (bundle === undefined) return result;
  const { root } = opened.place;
  const folder = root === undefined ? undefined : sessionFolder(root, opened.session.log);
  const { artifact } = bundle as ClaimBundle;
  const artifactExists = folder !== undefined && (await stat(join(folder, artifact)).catch(() => null)) !== null;
  const { text, cuts } = renderBundle(bundle as ClaimBundle, {
    budget: BUDGET,
    artifactExists,
    say: saying(words.profile),
    ...(words.host === undefined ? {} : { host: HOSTS[words.host] }),
  });
  return {
    ...rest,
    session: opened.handle,
    artifact,
    ...(folder === undefined ? {} : { folder }),
    brief: text,
    ...(cuts.length > 0 ? { cuts } : {}),
  };
}
