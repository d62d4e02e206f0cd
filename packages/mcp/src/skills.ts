// The packs' entry skills over MCP, for hosts that ask for them: SKILL.md and what it refers to, each pack as one skill.
import { type SkillCatalog, type SkillFiles, SkillsExtension } from "@modelcontextprotocol/server/ext/skills";
import { nodeSkillFiles } from "@modelcontextprotocol/server/ext/skills/node";
import type { LoadedPack } from "@teamwright/pack";

const SHOWN = /^(SKILL\.md|references)(\/|$)/;

/** A catalog of `skill://team-PACK/...`. A pack that has no good SKILL.md is left out. */
export function loadSkills(packs: ReadonlyMap<string, LoadedPack>): Promise<SkillCatalog> {
  const folders = new Map([...packs].map(([name, { dir }]) => [`team-${name}`, nodeSkillFiles(dir)]));
  const split = (path: string): [SkillFiles, string] => {
    const [skill = "", ...rest] = path.split("/");
    const files = folders.get(skill);
    if (!files) throw new TypeError(`no skill ${skill}`);
    return [files, rest.join("/")];
  };
  const files: SkillFiles = {
    async list(path) {
      if (path === "") return [...folders.keys()].map((name) => ({ name, kind: "directory" }));
      const [inside, rest] = split(path);
      const entries = await inside.list(rest);
      return entries.filter(({ name }) => SHOWN.test(rest === "" ? name : `${rest}/${name}`));
    },
    read(path) {
      const [inside, rest] = split(path);
      if (!SHOWN.test(rest)) throw new TypeError(`${path} is not part of the skill`);
      return inside.read(rest);
    },
  };
  // Warnings are those of `teamwright pack check`; here nobody would read them.
  return SkillsExtension.load(files, { onWarning: () => {} });
}
