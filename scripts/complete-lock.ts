// Adds to package-lock.json the builds for other platforms that the registry in use did not offer. npm leaves such optional
// packages out without a word, and `npm ci` then refuses the lock file on every platform. Run it after a change of dependencies.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

interface Entry {
  readonly version?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly [key: string]: unknown;
}

const OS = /(?<![a-z0-9])(android|darwin|freebsd|linux|netbsd|openbsd|openharmony|sunos|aix|win32|windows)(?![a-z])/;
const CPU = /(?<![a-z0-9])(arm64|arm|x64|64|ia32|loong64|mips64el|ppc64|riscv64|s390x)(?![a-z0-9])/;

/** The packages of a lock file, completed and in the order of their paths. No integrity is known for what is added. */
export function completeLock(packages: Readonly<Record<string, Entry>>): Record<string, Entry> {
  const all: Record<string, Entry> = { ...packages };
  for (const parent of Object.values(packages)) {
    for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
      const path = `node_modules/${name}`;
      const os = OS.exec(name)?.[1];
      const cpu = CPU.exec(name)?.[1];
      const known = Object.keys(all).some((key) => key === path || key.endsWith(`/${path}`));
      if (known || !os || !cpu || !/^\d+\.\d+\.\d+/.test(version)) continue;
      all[path] = {
        version,
        cpu: [cpu === "64" ? "x64" : cpu],
        ...(parent["dev"] === true ? { dev: true } : {}),
        ...(os === "linux" && /musl/.test(name) ? { libc: ["musl"] } : {}),
        optional: true,
        os: [os === "windows" ? "win32" : os],
      };
    }
  }
  return Object.fromEntries(Object.entries(all).toSorted(([a], [b]) => a.localeCompare(b, "en")));
}

if (import.meta.main) {
  const file = join(import.meta.dirname, "../package-lock.json");
  const lock = JSON.parse(readFileSync(file, "utf8")) as { packages: Record<string, Entry> };
  const before = Object.keys(lock.packages).length;
  lock.packages = completeLock(lock.packages);
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(`${Object.keys(lock.packages).length - before} packages added to package-lock.json`);
}
