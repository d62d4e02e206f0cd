#!/usr/bin/env node
import module from "node:module";

// Before anything else is loaded: only what comes after is kept compiled.
module.enableCompileCache?.();
for (const stream of [process.stdout, process.stderr])
  stream.on("error", (error: NodeJS.ErrnoException) => {
    // Whoever read us has gone; there is nobody left to tell.
    if (error.code === "EPIPE") process.exit(process.exitCode ?? 0);
    throw error;
  });
const { main } = await import("./main.ts");
process.exitCode = await main(process.argv.slice(2));
