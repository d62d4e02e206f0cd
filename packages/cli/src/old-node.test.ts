import { readFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import { bin } from "../test/kit.ts";
import { NODE_FLOOR, oldNode } from "./old-node.ts";

it("the oldest Node that will do is the one that the package asks for", () => {
  const { engines } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
    engines: { node: string };
  };
  expect(engines.node).toBe(`>=${NODE_FLOOR.join(".")}`);
  expect(["20.19.0", "22.0.0", "24.21.0-nightly"].map(oldNode)).toEqual([null, null, null]);
  expect(oldNode("20.18.3")).toContain("needs Node.js 20.19 or newer; this is 20.18.3");
});

it("an old Node is told so before anything is loaded", () => {
  const age = `Object.defineProperty(process, "versions", { value: { ...process.versions, node: "18.20.4" } });delete process.getBuiltinModule;`;
  const old = `data:text/javascript,${encodeURIComponent(age)}`;
  const ran = spawnSync(process.execPath, ["--import", old, bin, "version"], { encoding: "utf8" });
  expect({ status: ran.status, out: ran.stdout }).toEqual({ status: 1, out: "" });
  expect(ran.stderr).toMatch(/^teamwright needs Node\.js 20\.19 or newer; this is 18\.20\.4 .*\n$/);
});
