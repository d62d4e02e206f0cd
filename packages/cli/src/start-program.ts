import module from "node:module";

/** Runs a program of ours to its exit code. `load` brings what it consists of: only what is loaded from then on is kept compiled. */
export async function startProgram(load: () => Promise<(argv: readonly string[]) => Promise<number>>): Promise<void> {
  module.enableCompileCache?.();
  for (const stream of [process.stdout, process.stderr])
    stream.on("error", (error: NodeJS.ErrnoException) => {
      // Whoever read us has gone; there is nobody left to tell.
      if (error.code === "EPIPE") process.exit(process.exitCode ?? 0);
      throw error;
    });
  const program = await load();
  process.exitCode = await program(process.argv.slice(2));
}
