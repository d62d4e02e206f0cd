// A takeover begins where the last checkpoint was, and loses nothing of whoever was there before.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { restore } from "@teamwright/hosts";
import { afterEach, beforeEach, expect, it } from "vitest";
import { World } from "./kit.ts";

let w: World;
let first: string;
beforeEach(() => {
  w = new World();
  w.git("init", "-qb", "main");
  first = w.commit("a.ts");
});
afterEach(() => w[Symbol.dispose]());

const at = (path: string) =>
  restore(w.folder, { path, commit: first, branch: "teamwright/P/SUB-001", name: "P/SUB-001" });

it("makes a new working tree at the checkpoint", async () => {
  w.commit("b.ts");
  const { path, set_aside } = await at(join(w.folder, "tree"));
  expect([w.git("-C", path, "rev-parse", "HEAD"), set_aside]).toEqual([first, null]);
});

it("sets uncommitted work and later commits aside under a ref", async () => {
  const later = w.commit("b.ts");
  writeFileSync(join(w.folder, "a.ts"), "half done");
  writeFileSync(join(w.folder, "new.ts"), "untracked");
  const { set_aside } = await at(w.folder);
  expect(w.git("status", "--porcelain")).toBe("");
  expect(w.git("rev-parse", "HEAD")).toBe(first);
  expect(w.git("rev-parse", `${set_aside}^1`)).toBe(later);
  expect(w.git("show", `${set_aside}:a.ts`)).toBe("half done");
  expect(w.git("show", `${set_aside}^3:new.ts`)).toBe("untracked");
  expect(readFileSync(join(w.folder, "a.ts"), "utf8")).not.toBe("half done");
});

it("keeps what was set aside before", async () => {
  w.commit("b.ts");
  const one = (await at(w.folder)).set_aside;
  w.commit("c.ts");
  const two = (await at(w.folder)).set_aside;
  expect(one).not.toBe(two);
  expect(w.git("rev-parse", `${one}^1`)).toBe(first);
});
