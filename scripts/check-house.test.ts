import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkHouse, formatFinding } from "./check-house.ts";

// The words that the rules look for, spelled so that the rules do not find them in this file.
const [ONLY, SLEEP, WORK, REGISTRY, LOOSE] = ["only", "setTimeout", "work", "registry", ["TO", "DO"].join("")];

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "house-"));
  write("package.json", { name: "workspace", devDependencies: { vitest: "5.1.1" } });
  for (const folder of ["core", "store-file", "runtime", "testing", "pack", "views"]) manifest(folder, []);
  manifest("cli", [], "teamwright");
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe("layers", () => {
  it("lets imports go down", () => {
    manifest("runtime", ["@teamwright/core"]);
    write("packages/runtime/src/a.ts", 'import { decide } from "@teamwright/core";\n');
    expect(rules()).toEqual([]);
  });

  it("stops an import that goes up, in the file and in package.json", () => {
    manifest("runtime", ["@teamwright/views"]);
    write("packages/runtime/src/a.ts", 'import {\n  draw,\n} from "@teamwright/views";\n');
    expect(found()).toEqual([
      "packages/runtime/package.json:4  layers  runtime is not above views: imports go down only",
      "packages/runtime/src/a.ts:3  layers  runtime is not above views: imports go down only",
    ]);
  });

  it("stops an import that goes sideways", () => {
    manifest("pack", ["@teamwright/views"]);
    expect(rules()).toEqual(["layers"]);
  });

  it("keeps the root of core from a store", () => {
    manifest("store-file", ["@teamwright/core"]);
    write("packages/store-file/src/good.ts", 'import { TeamError } from "@teamwright/core/store";\n');
    write("packages/store-file/src/bad.ts", 'import { decide } from "@teamwright/core";\n');
    expect(found()).toHaveLength(1);
    expect(found()[0]).toMatch(/^packages\/store-file\/src\/bad\.ts:1 {2}layers {2}a store imports/);
  });

  it("lets the runtime load the file store, but only when asked for", () => {
    manifest("runtime", ["@teamwright/store-file"]);
    write("packages/runtime/src/good.ts", 'const store = await import("@teamwright/store-file");\n');
    expect(rules()).toEqual([]);
    write("packages/runtime/src/bad.ts", 'import { openFileStore } from "@teamwright/store-file";\n');
    expect(rules()).toEqual(["layers"]);
  });

  it("lets a test import the test kit from above", () => {
    write("packages/core/package.json", { name: "@teamwright/core", devDependencies: { "@teamwright/testing": "0" } });
    const line = 'import { Scenario } from "@teamwright/testing";\nimport { it } from "vitest";\n';
    write("packages/core/src/a.test.ts", line);
    write("packages/core/test/b.ts", line);
    expect(rules()).toEqual([]);
    write("packages/core/src/a.ts", line);
    expect(rules()).toEqual(["layers", "undeclared", "undeclared"]);
  });

  it("knows the command line by its own name", () => {
    manifest("views", ["teamwright"]);
    expect(found()[0]).toContain("views is not above cli");
  });

  it("asks for a layer for every new package", () => {
    manifest("surprise", ["@teamwright/core"]);
    expect(found()[0]).toContain("packages/surprise has no layer yet");
  });
});

describe("imports", () => {
  it("must be declared", () => {
    write("packages/views/src/a.ts", 'import { parse } from "yaml/deep";\nexport { x } from "@a/b/c";\n');
    expect(found().map((line) => line.split("  ")[2])).toEqual([
      "yaml is not in packages/views/package.json",
      "@a/b is not in packages/views/package.json",
    ]);
  });

  it("of a program that bundles everything may be devDependencies, and still go down only", () => {
    const program = { name: "@teamwright/mcp", bin: "./dist/bin.js", devDependencies: { zod: "4", teamwright: "0" } };
    write("packages/mcp/package.json", { ...program, exports: { "./package.json": "./package.json" } });
    write("packages/mcp/src/a.ts", 'import { z } from "zod";\n');
    expect(found()).toEqual(["packages/mcp/package.json:6  layers  mcp is not above cli: imports go down only"]);
    write("packages/mcp/package.json", { ...program, exports: { ".": "./dist/index.js" } });
    expect(rules()).toEqual(["layers", "undeclared"]);
  });

  it("name builtins with node:", () => {
    write("packages/views/src/a.ts", 'import fs from "fs";\n');
    expect(rules()).toEqual(["layers"]);
  });

  it("in a comment do not count", () => {
    write("packages/views/src/a.ts", '// import { parse } from "yaml";\n/** like\n * import "yaml";\n */\n');
    expect(rules()).toEqual([]);
  });
});

describe("core", () => {
  it("imports no builtin", () => {
    write("packages/core/src/a.ts", 'import { randomUUID } from "node:crypto";\n');
    expect(found()[0]).toContain("core is pure");
  });

  it.each(["Date.now()", "Math.random()", "new Date()", "performance.now()", "process.env", "crypto.randomUUID()"])(
    "does not use %s",
    (use) => {
      write("packages/core/src/a.ts", `const x = ${use};\n`);
      expect(rules()).toEqual(["pure-core"]);
      write("packages/core/src/a.ts", `// like ${use}\nconst x = "${use}"; // not ${use}\n`);
      expect(rules()).toEqual([]);
    },
  );

  it("may read a date that it is given", () => {
    write("packages/core/src/a.ts", "const x = new Date(now).toISOString();\nconst y = task.process.name;\n");
    expect(rules()).toEqual([]);
  });
});

describe("one file", () => {
  it("is not too long", () => {
    write("packages/views/src/a.ts", "x;\n".repeat(250));
    expect(rules()).toEqual([]);
    write("packages/views/src/a.ts", "x;\n".repeat(400));
    expect(checkHouse(root)).toMatchObject([{ rule: "file-size", warning: true }]);
    write("packages/views/src/a.ts", "x;\n".repeat(401));
    expect(checkHouse(root)[0]?.warning).toBe(false);
    rmSync(join(root, "packages/views/src/a.ts"));
    write("packages/views/src/generated/a.ts", "x;\n".repeat(401));
    expect(rules()).toEqual([]);
  });

  it.each(["utils.ts", "helper.ts", "types.test.ts", "twoWords.ts", "two_words.ts"])("is not called %s", (name) => {
    write(`packages/views/src/${name}`, "");
    expect(rules()).toEqual(["file-name"]);
  });

  it.each(["two-words.test.ts", "a.test-d.ts", "tsup.config.ts"])("may be called %s", (name) => {
    write(`packages/views/src/${name}`, "");
    expect(rules()).toEqual([]);
  });

  it("skips a test only with a reason", () => {
    write("packages/views/src/a.test.ts", 'it.skip("x", () => {}); // needs a disk that is full\n');
    expect(rules()).toEqual([]);
    write("packages/views/src/a.test.ts", `describe.${ONLY}("x", () => {});\n`);
    expect(rules()).toEqual(["skipped-test"]);
  });

  it("does not sleep in a test", () => {
    write("packages/views/src/a.test.ts", `await new Promise((resolve) => ${SLEEP}(resolve, 5));\n`);
    expect(rules()).toEqual(["sleeping-test"]);
  });

  it("names no path of one machine, no registry host and no loose end", () => {
    write("docs/a.md", `see /${WORK}/x and phases/${WORK}/x\nnpm i --registry https://${REGISTRY}.npmjs.org\n`);
    write("docs/b.md", `${LOOSE} later\n${LOOSE} later (#12)\n`);
    expect(found().map((line) => line.split("  ").slice(0, 2).join(" "))).toEqual([
      "docs/a.md:1 machine-path",
      "docs/a.md:2 registry-host",
      "docs/b.md:1 loose-end",
    ]);
  });
});

function write(path: string, content: string | object): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), typeof content === "string" ? content : JSON.stringify(content, null, 2));
}

function manifest(folder: string, dependencies: string[], name = `@teamwright/${folder}`): void {
  write(`packages/${folder}/package.json`, {
    name,
    dependencies: Object.fromEntries(dependencies.map((d) => [d, "0"])),
  });
}

const found = () => checkHouse(root).map(formatFinding);
const rules = () => checkHouse(root).map((finding) => finding.rule);
