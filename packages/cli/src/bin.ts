#!/usr/bin/env node
import module from "node:module";
import { main } from "./main.ts";

module.enableCompileCache?.();
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});
process.exitCode = await main(process.argv.slice(2));
