#!/usr/bin/env node
// `team-msg`, for prompts that were written for team_msg.
import { startProgram } from "./start-program.ts";

await startProgram(async () => (await import("./shells.ts")).teamMsg);
