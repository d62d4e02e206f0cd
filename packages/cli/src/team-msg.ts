#!/usr/bin/env node
// `team-msg`, for prompts that were written for team_msg.
import { startProgram } from "./start-program.ts";

await startProgram(async () => {
  const { teamMsgLine } = await import("@teamwright/board");
  return (argv) => teamMsgLine(argv, (line) => void process.stdout.write(`${line}\n`));
});
