// What is proven of each client, part by part. A check is a sentence and a look at what was recorded; a client that cannot do a thing says so by its capabilities.
import type { Report } from "./outcome.ts";
import type { Packs } from "./packs.ts";
import { installs, offers } from "./prove-install.ts";
import { codeMode } from "./prove-code-mode.ts";
import { coordinate } from "./prove-coordinate.ts";
import { issue } from "./prove-issue.ts";
import { lifecycle } from "./prove-lifecycle.ts";
import { resumes } from "./prove-resume.ts";
import { tracked } from "./prove-tracking.ts";
import type { World } from "./world.ts";

/** Each part begins with a repository of its own; all need the packs to be installed. */
const PARTS: Readonly<Record<string, (world: World, packs: Packs, report: Report) => Promise<void>>> = {
  offers,
  issue,
  resume: resumes,
  lifecycle,
  coordinate,
  tracking: tracked,
  "code-mode": codeMode,
};

export const PART_NAMES: readonly string[] = Object.keys(PARTS);

/** The checks of one client, in order: those of `parts`, or all. */
export async function proveClient(
  world: World,
  packs: Packs,
  { parts = PART_NAMES, report }: { parts?: readonly string[]; report: Report },
): Promise<void> {
  await installs(world, packs, report);
  for (const part of PART_NAMES.filter((name) => parts.includes(name))) await PARTS[part]!(world, packs, report);
}
