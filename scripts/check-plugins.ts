// That what the repository offers as a marketplace is whole: each folder of plugins/ as it was built, and both lists as the folders are. Builds nothing.
import { existsSync, globSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import {
  CODEX_FOLDER,
  editedFiles,
  marketFiles,
  type MarketPlugin,
  readRecord,
} from "../packages/publish/src/index.ts";

/** Complaints as `path:1  rule  message` about the marketplace in `root`. */
export async function checkPlugins(root: string): Promise<string[]> {
  const found: string[] = [];
  const plugins: MarketPlugin[] = [];
  for (const file of globSync("plugins/{,codex/}*/teamwright.json", { cwd: root }).toSorted()) {
    const path = dirname(file);
    const record = (await readRecord(join(root, path)))!;
    for (const edited of await editedFiles(join(root, path), record))
      found.push(`${path}/${edited.replace(": ", ":1  built  ")} since it was built`);
    const extra = globSync("**/*", { cwd: join(root, path), withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) =>
        join(entry.parentPath, entry.name)
          .slice(join(root, path).length + 1)
          .replaceAll("\\", "/"),
      )
      .filter((name) => name !== "teamwright.json" && record.files[name] === undefined);
    for (const name of extra.toSorted()) found.push(`${path}/${name}:1  built  was not built`);
    const manifest = join(root, path, ".claude-plugin/plugin.json");
    if (!existsSync(manifest)) continue;
    const codexPath = join(dirname(path), CODEX_FOLDER, basename(path)).replaceAll("\\", "/");
    plugins.push({
      path,
      manifest: JSON.parse(readFileSync(manifest, "utf8")) as MarketPlugin["manifest"],
      ...(existsSync(join(root, codexPath, "teamwright.json")) ? { codexPath } : {}),
    });
  }
  const facts = { name: "teamwright", owner: "Teamwright contributors", description: "" };
  for (const [path, text] of Object.entries(await marketFiles(root, plugins, facts)))
    if (!existsSync(join(root, path)) || readFileSync(join(root, path), "utf8") !== text)
      found.push(`${path}:1  stale  does not list plugins/ as it is: npm run build:packs`);
  return found;
}

if (import.meta.main) {
  const found = await checkPlugins(join(import.meta.dirname, ".."));
  for (const line of found) console.log(line);
  process.exitCode = found.length === 0 ? 0 : 1;
}
