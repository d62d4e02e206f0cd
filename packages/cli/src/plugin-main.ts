#!/usr/bin/env node
// All programs in one file, for plugins: teamwright, unless the first word names another one.
import { startProgram } from "./start-program.ts";

const PROGRAMS: Readonly<Record<string, () => Promise<unknown>>> = {
  "team-tracking": () => import("./team-tracking.ts"),
  "team-msg": () => import("./team-msg.ts"),
};

const [, , word = ""] = process.argv;
const other = Object.hasOwn(PROGRAMS, word) ? PROGRAMS[word] : undefined;
if (other) {
  process.argv.splice(2, 1);
  await other();
} else await startProgram(async () => (await import("./main.ts")).main);
