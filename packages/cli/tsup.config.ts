import { cp } from "node:fs/promises";
import { library } from "../../tsup.base.ts";

// Everything in one folder: what users install has no dependencies, so nothing to resolve and no install script.
export default library(["src/bin.ts"], {
  noExternal: [/.*/],
  minify: true,
  banner: { js: "import { createRequire as __cr } from 'node:module'; const require = __cr(import.meta.url);" },
  esbuildOptions: (options) => {
    options.conditions = ["source"];
  },
  onSuccess: async () => {
    await cp("../../templates/pack", "dist/templates/pack", { recursive: true });
    for (const name of ["team.yaml", "SKILL.md", "roles", "references", "plays"])
      await cp(`../../skills/issue/${name}`, `dist/packs/issue/${name}`, { recursive: true });
  },
});
