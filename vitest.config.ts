import { defineConfig } from "vitest/config";

// Not "import": vitest hands the list to Node, where it would hold for require() too and break packages of both kinds (pg).
const conditions = ["source", "node", "module", "default"];

export default defineConfig({
  // Not a word about source maps that packages of others have left out.
  logLevel: "error",
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: [
      "packages/*/src/**/*.test.ts",
      "packages/*/test/**/*.test.ts",
      "skills/*/**/*.test.ts",
      "examples/*/*.test.ts",
      "scripts/{,bench/}*.test.ts",
    ],
    exclude: ["**/node_modules/**", "**/dist/**"],
    // eventsource, which they use, offers its TypeScript under the condition that we use for ours: Node would not run it.
    server: { deps: { inline: ["eventsource", /@modelcontextprotocol.(client|sdk)/] } },
    pool: "forks",
    maxWorkers: 2,
    // Only against a test that hangs: disks of shared machines are at times a hundred times slower.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
