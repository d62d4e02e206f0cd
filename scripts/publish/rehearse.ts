// The release as it will be, in a copy: the changesets are taken, everything is packed, and a stranger installs and uses it.
import { execFileSync, spawnSync } from "node:child_process";
import { globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { packInto, publishable, readManifest, releaseProblems, setHome } from "../released.ts";
import { check, must } from "./checks.ts";
import { copyCheckout } from "./checkout.ts";
import { startServer } from "./start-server.ts";

const HOME = "somebody/teamwright";
/** As everybody has who writes TypeScript for Node: our declarations name its streams and `AsyncDisposable`. */
const NODE_TYPES = "@types/node@24.10.1";

export interface Rehearsed {
  /** The copy, at its new version. */
  copy: string;
  /** Name of a package to its tarball. */
  tarballs: ReadonlyMap<string, string>;
}

/** `run` runs a program of this checkout's Node in a folder. */
export async function rehearse(root: string, work: string): Promise<Rehearsed | undefined> {
  const copy = join(work, "checkout");
  const node = (cwd: string, ...args: string[]) =>
    execFileSync(process.execPath, args, {
      cwd,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
      maxBuffer: 64_000_000,
    });
  await check("a copy of the checkout", () => copyCheckout(root, copy));
  await check("npm run release home", () => `${setHome(copy, HOME).length} package.json name ${HOME}`);
  const took = await check("npm run release version", () => {
    const ran = spawnSync(process.execPath, ["scripts/release.ts", "version"], {
      cwd: copy,
      encoding: "utf8",
      maxBuffer: 64_000_000,
    });
    must(ran.status === 0, ran.stdout + ran.stderr);
    const versions = new Set(publishable(copy).map((path) => readManifest(join(copy, path)).version));
    must(versions.size === 1, `one version, not ${[...versions].join(", ")}`);
    must(globSync(".changeset/*.md", { cwd: copy }).length === 0, "every changeset is taken");
    must(/^## \d/m.test(readFileSync(join(copy, "packages/cli/CHANGELOG.md"), "utf8")), "a changelog");
    return [...versions][0]!;
  });
  if (took === undefined) return undefined;
  await check("npm run check on the new version", () => void node(copy, "scripts/check.ts"));
  await check("npm run release check", () => {
    const problems = releaseProblems(copy, HOME);
    must(problems.length === 0, problems.join("\n"));
    must(releaseProblems(copy, "other/place").length > 0, "another repository is refused");
    return `${publishable(copy).length} packages`;
  });
  const out = join(work, "tarballs");
  mkdirSync(out);
  const tarballs = await check("npm pack", () => {
    execFileSync("npx", ["--no-install", "turbo", "run", "build"], { cwd: copy, stdio: "pipe" });
    return new Map(
      publishable(copy).map((path) => [readManifest(join(copy, path)).name, packInto(out, join(copy, path))]),
    );
  });
  if (!tarballs) return undefined;
  await useAsStranger(work, tarballs, took);
  return { copy, tarballs };
}

async function useAsStranger(work: string, tarballs: ReadonlyMap<string, string>, version: string): Promise<void> {
  const project = join(work, "stranger");
  mkdirSync(project);
  const run = (program: string, ...args: string[]) =>
    execFileSync(program, args, { cwd: project, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  await check("npm install of all tarballs, scripts off", () => {
    writeFileSync(join(project, "package.json"), '{ "private": true, "type": "module" }');
    run("npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", ...tarballs.values(), NODE_TYPES);
    return `${run("du", "-sk", "node_modules").split("\t")[0]} KB`;
  });
  for (const [name, tarball] of tarballs)
    await check(`${name} is used from ${basename(tarball)}`, () => {
      const bin = readManifest(join(project, "node_modules", name))["bin"];
      if (name === "teamwright") {
        must(run("npx", "--no-install", "teamwright", "--version").trim() === `teamwright ${version}`, "its version");
        return "command line";
      }
      const names = run(
        process.execPath,
        "--input-type=module",
        "-e",
        `console.log(Object.keys(await import(${JSON.stringify(name)})).join(" "))`,
      );
      must(names.trim().length > 0, "it exports something");
      return `${names.trim().split(" ").length} exports${bin ? `, ${Object.keys(bin).join(", ")}` : ""}`;
    });
  for (const name of [...tarballs.keys()].filter((n) => n.includes("/team-")))
    await check(`npx ${name} serves, and its team is found by name`, async () => {
      const { name: server, tools } = await startServer(
        "npx",
        ["--no-install", name.replace(/^.*\//, ""), "mcp", "serve", "--tools", "all"],
        project,
      );
      const pack = name.replace(/^.*\/team-/, "");
      const started = JSON.parse(
        run(
          "npx",
          "--no-install",
          "teamwright",
          "session",
          "start",
          pack,
          "Try",
          "--json",
          "--issues",
          writeIssues(project),
        ),
      ) as { ok: boolean };
      must(started.ok, "a session starts");
      return `${server}, ${tools} tools`;
    });
  await check("types of every package are taken by a strict TypeScript", () => {
    const libraries = [...tarballs.keys()].filter((n) => n !== "teamwright");
    writeFileSync(
      join(project, "use.ts"),
      `${libraries.map((n, i) => `import * as m${i} from "${n}";`).join("\n")}\nexport const all: object[] = [${libraries.map((_, i) => `m${i}`).join(", ")}];\n`,
    );
    writeFileSync(
      join(project, "tsconfig.json"),
      JSON.stringify({
        compilerOptions: {
          module: "nodenext",
          target: "es2023",
          strict: true,
          noEmit: true,
          skipLibCheck: false,
          types: ["node"],
        },
        files: ["use.ts"],
      }),
    );
    execFileSync(
      process.execPath,
      [join(import.meta.dirname, "../../node_modules/typescript/bin/tsc"), "-p", project],
      { cwd: project, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] },
    );
    return `${libraries.length} packages`;
  });
}

function writeIssues(project: string): string {
  const path = join(project, "ISSUES.md");
  writeFileSync(path, "# GH-1: A first issue\n\nIt is wrong.\n");
  return path;
}
