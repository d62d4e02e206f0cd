// The commands of docs/publish.md as they stand there, one after another, in a new folder, by whoever installed the product.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { check, must } from "./checks.ts";

/** `bin` is the folder with the installed `teamwright`. */
export async function runDocs(root: string, work: string, bin: string): Promise<void> {
  const folder = join(work, "author", "here");
  const env = {
    ...process.env,
    PATH: `${bin}${delimiter}${process.env["PATH"]}`,
    GIT_AUTHOR_NAME: "A",
    GIT_AUTHOR_EMAIL: "a@localhost",
    GIT_COMMITTER_NAME: "A",
    GIT_COMMITTER_EMAIL: "a@localhost",
  };
  const sh = (line: string) =>
    execFileSync("bash", ["-e", "-c", line], { cwd: folder, encoding: "utf8", env, stdio: ["ignore", "pipe", "pipe"] });
  const theirs = { name: "theirs", owner: { name: "T" }, plugins: [{ name: "other", source: "./other" }] };
  mkdirSync(join(folder, "their-marketplace/.claude-plugin"), { recursive: true });
  writeFileSync(join(folder, "their-marketplace/.claude-plugin/marketplace.json"), JSON.stringify(theirs));
  sh("cd their-marketplace && git init -q && git add . && git commit -q -m Start");
  const text = readFileSync(join(root, "docs/publish.md"), "utf8");
  const lines = [...text.matchAll(/^```sh\n([^]*?)^```/gm)].flatMap(([, block = ""]) => block.trim().split("\n"));
  must(lines.length > 10, "docs/publish.md has commands");
  for (const line of lines) await check(`publish.md: ${line}`, () => void sh(line));
  await check("publish.md: their marketplace has both plugins, and git took the folder whole", () => {
    const market = JSON.parse(
      readFileSync(join(folder, "mine/.claude-plugin/marketplace.json"), "utf8"),
    ) as typeof theirs;
    const names = market.plugins.map(({ name }) => name).join();
    must(names === "other,team-review-docs" && market.name === "theirs", names);
    sh(
      "git clone -q mine fresh && teamwright pack check fresh/plugins/team-review-docs && fresh/plugins/team-review-docs/bin/teamwright --version",
    );
  });
  await check("publish.md: a changed pack under its old version is refused", () => {
    writeFileSync(join(folder, "review-docs/LICENSE"), "Mine\n");
    const said = sh("teamwright pack build ./review-docs && exit 9 || echo refused $?");
    must(said.includes("refused"), said);
  });
}
