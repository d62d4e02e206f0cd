// A copy of this checkout that may be changed: its own files, and links to what is installed.
import { execFileSync } from "node:child_process";
import { cpSync, globSync, mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { readManifest } from "../released.ts";

/** Copies what git knows or would take, as it lies here, into `to`. */
export function copyCheckout(root: string, to: string): void {
  const list = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 64_000_000,
  });
  for (const path of list.split("\0").filter(Boolean)) cpSync(join(root, path), join(to, path));
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=T", "-c", "user.email=t@localhost", ...args], { cwd: to, stdio: "ignore" });
  git("init", "--quiet", "--initial-branch=main");
  git("add", "--all");
  git("commit", "--quiet", "-m", "Start");
  // The workspace's own packages must be those of the copy.
  const modules = join(to, "node_modules");
  mkdirSync(modules);
  for (const entry of readdirSync(join(root, "node_modules"), { withFileTypes: true }))
    if (entry.isDirectory() && entry.name !== "@teamwright")
      symlinkSync(join(root, "node_modules", entry.name), join(modules, entry.name));
  mkdirSync(join(modules, "@teamwright"));
  for (const manifest of globSync("{packages,skills,examples}/*/package.json", { cwd: to })) {
    const path = join(to, dirname(manifest));
    symlinkSync(path, join(modules, readManifest(path).name));
  }
}
