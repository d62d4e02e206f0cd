#!/usr/bin/env node
// `team-tracking`, for prompts that were written for the tracking plugin.
import { startProgram } from "./start-program.ts";

await startProgram(async () => {
  const { tracking } = await import("@teamwright/board");
  return (argv) => tracking(argv, (line) => void process.stdout.write(`${line}\n`));
});
