#!/usr/bin/env node
import { tracking } from "./tracking.ts";

process.exitCode = await tracking(process.argv.slice(2), (line) => void process.stdout.write(`${line}\n`));
