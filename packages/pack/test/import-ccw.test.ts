// A pack from an older team skill's folder: what is carried, what is told, and that nothing in such a folder can do harm.
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { importCcwPack, loadPack } from "../src/index.ts";

const template = join(import.meta.dirname, "../../../templates/pack");
const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

type Files = Record<string, string | Uint8Array>;

async function folderOf(files: Files): Promise<{ root: string; dir: string; out: string }> {
  const root = await mkdtemp(join(tmpdir(), "teamwright-import-"));
  folders.push(root);
  const dir = join(root, "team-bread");
  await mkdir(dir);
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(dir, path)), { recursive: true });
    await writeFile(join(dir, path), text);
  }
  return { root, dir, out: join(root, "new", "bread") };
}

async function imported(files: Files) {
  const { root, dir, out } = await folderOf(files);
  const done = await importCcwPack({ dir, out, template });
  const told = done.complaints.map((c) => `${c.path.slice(dir.length + 1)}:${c.line} ${c.code}`);
  return { ...done, root, told, ...(await loadPack(out)), read: (path: string) => readFile(join(out, path), "utf8") };
}

const seat = (name: string, front: string) =>
  `---\nrole: ${name}\n${front}\n---\n# ${name}\n\n## Phase 2: Context\n\nRead specs/flour.md and commands/knead.md.\n\n## Phase 3: Work\n\nBake.\n\n## Phase 4: Validate\n\nTaste.\n`;
const config = (more: object) =>
  `${JSON.stringify({ team_name: "bread", roles: { baker: { task_prefix: "BAKE-*", responsibility: "Bakes." }, taster: { task_prefix: "TASTE" } }, ...more }, null, 2)}\n`;
const BREAD: Files = {
  "SKILL.md": '---\nname: team-bread\ndescription: "Bakes bread when asked."\nallowed-tools: Bash(*)\n---\n# Bread\n',
  "roles/coordinator/role.md": "# Coordinator\n\nLead.\n",
  "roles/coordinator/commands/dispatch.md": "Start them.\n",
  "roles/baker/role.md": seat("baker", "task_prefix: BAKE\ninner_loop: true\nsubagents: [miller]"),
  "roles/baker/commands/knead.md": "Ten minutes.\n",
  "roles/taster/role.md": seat("taster", "prefix: TASTE\nadditional_prefixes: [TASTE-again]"),
  "specs/flour.md": "Rye.\n",
  "specs/team-config.json": config({
    pipelines: {
      plain: { description: "Bake, then taste.", task_chain: ["BAKE-001", "TASTE-001"] },
      feast: { task_chain: ["BAKE-001:rye || BAKE-002:wheat", "TASTE-001", "TASTE-again-001"], gc_loop: true },
    },
  }),
};
const CHAIN = (said: unknown) => ({ ...BREAD, "specs/team-config.json": config(said as object) });

describe("what is carried", () => {
  it("makes roles, pipelines and references of a folder, and tells the rest with its line", async () => {
    const { team, complaints, told, read, roles } = await imported(BREAD);
    expect(complaints).toEqual([]);
    expect(roles).toEqual(["baker", "taster"]);
    expect(team!.roles["baker"]).toMatchObject({ prefixes: ["BAKE"], inner_loop: true, summary: "Bakes." });
    expect(team!.roles["taster"]!.prefixes).toEqual(["TASTE", "TASTE-again"]);
    expect(team!.pipelines["plain"]).toMatchObject({
      summary: "Bake, then taste.",
      nodes: { bake: { role: "baker", needs: [] }, taste: { role: "taster", needs: ["bake"] } },
    });
    expect(team!.pipelines["feast"]!.nodes).toMatchObject({
      bake: { title: "rye", needs: [] },
      "bake-2": { title: "wheat", needs: [] },
      taste: { needs: ["bake", "bake-2"] },
      "taste-again": { role: "taster", prefix: "TASTE-again", needs: ["taste"] },
    });
    expect(team!.roles["baker"]!.phases.context).toBe("Read references/flour.md and references/baker-knead.md.");
    expect(await read("references/baker-knead.md")).toBe("Ten minutes.\n");
    expect(told).toEqual([
      "SKILL.md:4 IMPORT_KEY",
      "SKILL.md:6 IMPORT_SKILL_TEXT",
      "roles/baker/role.md:3 ROLE_KEY_RENAMED",
      "roles/baker/role.md:5 ROLE_KEY_RENAMED",
      "roles/coordinator/commands/dispatch.md:1 IMPORT_FILE",
      "roles/coordinator/role.md:1 IMPORT_COORDINATOR",
      "specs/team-config.json:1 IMPORT_SELECT",
      "specs/team-config.json:26 IMPORT_KEY",
    ]);
  });

  it("puts what a stage is blocked by under needs, by prefix, name, role or number", async () => {
    const stages = [
      { stage: 1, name: "Dough", roles: ["baker"], blockedBy: [] },
      { stage: 2, name: "Crust", roles: ["taster"], blockedBy: ["BAKE"] },
      { stage: 3, name: "Crumb", roles: ["taster"], blockedBy: [1] },
      { stage: 4, name: "Last", roles: ["baker", "taster"], blockedBy: ["crust", "taster", "SALT"] },
    ];
    const { team, told } = await imported(CHAIN({ pipeline: { stages } }));
    const nodes = team!.pipelines["main"]!.nodes;
    expect(Object.entries(nodes).map(([id, n]) => [id, n.title, n.needs])).toEqual([
      ["bake", "Dough", []],
      ["taste", "Crust", ["bake"]],
      ["taste-2", "Crumb", ["bake"]],
      ["bake-2", "Last", ["taste", "taste-2"]],
      ["taste-3", "Last", ["taste", "taste-2"]],
    ]);
    expect(told.filter((t) => t.includes("IMPORT_NEED"))).toHaveLength(2);
  });

  it("reads a chain that is one text, and says what stands for many tasks and what nobody does", async () => {
    const { team, told } = await imported(
      CHAIN({ pipelines: { long: { task_chain: "BAKE-001..N(batch) → SALT-001 → TASTE-001" } } }),
    );
    expect(Object.keys(team!.pipelines["long"]!.nodes)).toEqual(["bake", "taste"]);
    expect(team!.pipelines["long"]!.nodes["taste"]!.needs).toEqual(["bake"]);
    expect(told.filter((t) => /IMPORT_(FAN_OUT|STEP)$/.test(t))).toEqual([
      "specs/team-config.json:14 IMPORT_FAN_OUT",
      "specs/team-config.json:14 IMPORT_STEP",
    ]);
  });

  it("stands steps of a parallel group side by side", async () => {
    const task_chain = ["BAKE-001", "BAKE-002", "TASTE-001"];
    const { team } = await imported(
      CHAIN({ pipelines: { p: { task_chain, parallel_groups: [["BAKE-001", "BAKE-002"]] } } }),
    );
    expect(team!.pipelines["p"]!.nodes).toMatchObject({
      "bake-2": { needs: [] },
      taste: { needs: ["bake", "bake-2"] },
    });
  });

  it("goes through all roles in one line where no chain is data, and says so", async () => {
    const { "specs/team-config.json": _, ...rest } = BREAD;
    const { team, told } = await imported(rest);
    expect(Object.values(team!.pipelines["main"]!.nodes).map((n) => n.role)).toEqual(["baker", "taster"]);
    expect(team!.pipelines["main"]!.nodes["taste"]!.needs).toEqual(["bake"]);
    expect(told).toContain("SKILL.md:1 IMPORT_LINEAR");
  });

  it("takes a missing prefix from the config, and one that two roles claim from the second", async () => {
    const { team, told } = await imported({
      ...BREAD,
      "roles/baker/role.md": "# Baker\n\n## Phase 3: Work\n\nBake.\n",
      "roles/miller/role.md": seat("miller", "prefix: TASTE"),
    });
    expect(team!.roles["baker"]!.prefixes).toEqual(["BAKE"]);
    expect(team!.roles["miller"]!.prefixes).toEqual(["MILLER"]);
    expect(told).toContain("roles/baker/role.md:1 IMPORT_ROLE_MENDED");
    expect(told).toContain("roles/miller/role.md:1 IMPORT_PREFIX");
  });

  it("takes the last of two values of one key, as JSON does, and keeps the lines", async () => {
    const text =
      '{\n "team_name": "a",\n "team_name": "b",\n "odd": 1,\n "pipelines": { "p": { "task_chain": ["TASTE-001"] } }\n}\n';
    const { pipelines, told } = await imported({ ...BREAD, "specs/team-config.json": text });
    expect(pipelines).toEqual(["p"]);
    expect(told).toContain("specs/team-config.json:3 IMPORT_CONFIG");
    expect(told).toContain("specs/team-config.json:4 IMPORT_KEY");
  });
});

describe("a folder that is not to be trusted", () => {
  it("writes nothing outside its new folder, whatever names the files give", async () => {
    const { root, team, out, roles, pipelines } = await imported({
      ...BREAD,
      "SKILL.md": '---\nname: "../../evil"\ndescription: "a\\" b: {c} \\u001b[31m"\n---\n',
      "roles/x/role.md": seat('"../../../x"', "prefix: X"),
      "specs/..%2f..%2fup.md": "up\n",
      "specs/team-config.json": config({
        pipelines: {
          "../up": { task_chain: ["BAKE-001:{input.x}"] },
          __proto__x: ["TASTE-001"],
          constructor: ["TASTE-001"],
        },
      }),
    });
    expect(await readdir(root)).toEqual(["new", "team-bread"]);
    expect(await readdir(join(root, "new"))).toEqual(["bread"]);
    expect(out.startsWith(root)).toBe(true);
    expect(roles.every((name) => /^[a-z][a-z0-9-]*$/.test(name))).toBe(true);
    expect(pipelines).toEqual(["up", "proto__x", "constructor"]);
    expect(team?.name).toBe("evil");
    expect(await readFile(join(out, "SKILL.md"), "utf8")).not.toContain("\u001b");
  });

  it("does not follow links out of it", async () => {
    const { root, dir, out } = await folderOf({ "roles/baker.md": seat("baker", "prefix: BAKE") });
    await writeFile(join(root, "secret.md"), "secret");
    await mkdir(join(dir, "specs"));
    await symlink(join(root, "secret.md"), join(dir, "specs", "taken.md"));
    await symlink(join(root, "secret.md"), join(dir, "SKILL.md"));
    const { files, complaints } = await importCcwPack({ dir, out, template });
    expect(files).toEqual(["team.yaml", "SKILL.md", "roles/baker.md"]);
    expect(complaints.map((c) => c.code)).toContain("IMPORT_UNREADABLE");
    expect(await readFile(join(out, "SKILL.md"), "utf8")).not.toContain("secret");
  });

  it("takes no roles of other skills further down", async () => {
    const { roles } = await imported({ ...BREAD, "old/team-cake/roles/icer.md": seat("icer", "prefix: ICE") });
    expect(roles).toEqual(["baker", "taster"]);
    const { root, out } = await folderOf(BREAD);
    await expect(importCcwPack({ dir: root, out, template })).rejects.toMatchObject({ code: "INPUT_INVALID" });
  });

  it("refuses an out that is there and leaves it as it is, and a folder that is no team skill", async () => {
    const { root, dir, out } = await folderOf(BREAD);
    await mkdir(out, { recursive: true });
    await writeFile(join(out, "mine"), "mine");
    await expect(importCcwPack({ dir, out, template })).rejects.toMatchObject({ code: "INPUT_INVALID" });
    expect(await readdir(out)).toEqual(["mine"]);
    const empty = join(root, "empty");
    await mkdir(empty);
    for (const wrong of [empty, join(root, "gone"), "a\0b", join(dir, "SKILL.md")])
      await expect(importCcwPack({ dir: wrong, out: join(root, "x"), template })).rejects.toMatchObject({
        code: "INPUT_INVALID",
      });
    expect(await readdir(root)).toEqual(["empty", "new", "team-bread"]);
  });

  const deep = `{"pipelines": ${"[".repeat(50_000)}${"]".repeat(50_000)}}`;
  const odd: string[] = [
    "",
    "\0",
    "---",
    "{}",
    "[]",
    "null",
    "7",
    '{"pipelines": 7, "roles": [null, 7, {}]}',
    deep,
    "---js\nthrow 1\n---\n",
    '{"__proto__": {"roles": 1}, "pipelines": {"p": {"stages": [null, {}, {"roles": [7, null], "blockedBy": [null, {}]}, [[]], true]}}}',
    '{"pipeline": {"stages": {"a": {"role": "baker", "blockedBy": "x"}}}, "roles": {"constructor": {"frontmatter": 3}}}',
  ];
  it.each(Object.keys(BREAD))(
    "never throws on a %s that is cut or garbled",
    async (path) => {
      const text = String(BREAD[path]);
      const cuts = Array.from({ length: 8 }, (_, i) => text.slice(0, Math.floor((text.length * i) / 8)));
      const swapped = Array.from({ length: 8 }, (_, i) => {
        const at = Math.floor((text.length * (i + 0.5)) / 8);
        return text.slice(0, at) + '"{[:\n\t\0}'[i] + text.slice(at + 1);
      });
      const bytes = [
        Uint8Array.from([0xff, 0xfe, 0x41]),
        new TextEncoder().encode(text).map((b, i) => (i % 7 === 3 ? b ^ 0x80 : b)),
      ];
      for (const broken of [...cuts, ...swapped, ...bytes, ...odd]) {
        const { told, name, team } = await imported({ ...BREAD, [path]: broken });
        expect(name).toMatch(/^[a-z][a-z0-9-]*$/);
        expect(told.length).toBeGreaterThan(0);
        expect(team).not.toBeNull();
      }
    },
    60_000,
  );
});
