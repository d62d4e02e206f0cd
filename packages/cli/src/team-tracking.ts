#!/usr/bin/env node
// `team-tracking`, for prompts that were written for the tracking plugin.
import { startProgram } from "./start-program.ts";

await startProgram(async () => (await import("./shells.ts")).tracking);
