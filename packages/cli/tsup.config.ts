import { globSync, rmSync } from "node:fs";
import { cp } from "node:fs/promises";
import { library } from "../../tsup.base.ts";
import { builtins } from "../../tsup.builtins.ts";

// Once, before both builds write into it.
rmSync("dist", { recursive: true, force: true });

const whole = {
  noExternal: [/.*/],
  minify: true,
  plugins: [builtins],
  esbuildOptions: (options: { conditions?: string[] }) => {
    options.conditions = ["source"];
  },
};

export default [
  // Everything in one folder: what users install has no dependencies, so nothing to resolve and no install script.
  library(["src/bin.ts", "src/team-tracking.ts", "src/team-msg.ts"], {
    ...whole,
    clean: false,
    onSuccess: async () => {
      await cp("../../templates/pack", "dist/templates/pack", { recursive: true });
      for (const path of globSync(
        "*/{team.yaml,SKILL.md,roles,references,templates,skills,agents,schemas,analyses,plays}",
        { cwd: "../../skills" },
      ))
        await cp(`../../skills/${path}`, `dist/packs/${path}`, { recursive: true });
    },
  }),
  // And once more in one file each: what `mcp generate` copies, and what the hooks of a pack run.
  library(["src/server-main.ts", "src/hook-main.ts"], {
    ...whole,
    clean: false,
    splitting: false,
    onSuccess: async () => {},
  }),
  // All of it in one file, which `pack build` puts into plugins.
  library([], {
    ...whole,
    entry: { teamwright: "src/bin.ts" },
    outExtension: () => ({ js: ".mjs" }),
    clean: false,
    splitting: false,
    onSuccess: async () => {},
  }),
];
