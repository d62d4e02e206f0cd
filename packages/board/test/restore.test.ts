// A takeover begins where the last checkpoint was, and loses nothing of whoever was there before.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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

it("a second time, when the tree is gone but its branch is not, keeps what the branch had", async () => {
  const tree = join(w.folder, "tree");
  await at(tree);
  writeFileSync(join(tree, "more.ts"), "more");
  w.git("-C", tree, "add", ".");
  w.git("-C", tree, "commit", "-qm", "more");
  const later = w.git("-C", tree, "rev-parse", "HEAD");
  rmSync(tree, { recursive: true });
  const { set_aside } = await at(tree);
  expect(w.git("-C", tree, "rev-parse", "HEAD")).toBe(first);
  expect(w.git("rev-parse", set_aside!)).toBe(later);
  expect((await at(tree)).set_aside).toBeNull();
});

it("says where to go when the branch is checked out elsewhere", async () => {
  await at(join(w.folder, "tree"));
  const refused = await at(join(w.folder, "other")).catch((error: { hint: string }) => error);
  expect(refused).toMatchObject({ code: "GIT_FAILED", hint: expect.stringMatching(/--path .*tree\.$/) });
});

it("leaves a folder alone that is no working tree, and the tree around it", async () => {
  const later = w.commit("b.ts");
  mkdirSync(join(w.folder, "plain"));
  writeFileSync(join(w.folder, "a.ts"), "half done");
  await expect(at(join(w.folder, "plain"))).rejects.toMatchObject({ code: "GIT_FAILED" });
  expect([w.git("rev-parse", "HEAD"), readFileSync(join(w.folder, "a.ts"), "utf8")]).toEqual([later, "half done"]);
});

it("touches no stash of anybody else, and no ref that is there", async () => {
  writeFileSync(join(w.folder, "a.ts"), "mine");
  w.git("stash", "push", "-m", "my own");
  const stash = w.git("rev-parse", "stash@{0}");
  for (const text of ["one", "two"]) {
    writeFileSync(join(w.folder, "a.ts"), text);
    await at(w.folder);
  }
  w.git("update-ref", "-d", "refs/teamwright/set-aside/P/SUB-001/1");
  writeFileSync(join(w.folder, "a.ts"), "three");
  const { set_aside } = await at(w.folder);
  expect([set_aside, w.git("show", `${set_aside}:a.ts`)]).toEqual(["refs/teamwright/set-aside/P/SUB-001/3", "three"]);
  // A repository inside shows as untracked, but cannot be stashed.
  w.git("init", "-q", "inner");
  await at(w.folder);
  expect(w.git("stash", "list", "--format=%H")).toBe(stash);
});
