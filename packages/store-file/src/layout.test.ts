import { basename } from "node:path";
import { expect, test } from "vitest";
import { folderOf, logOf, segmentPath } from "./layout.ts";

test("ids that differ only in case have folders that differ in more, and come back", () => {
  const ids = ["team", "Team", "TEAM", "TISL-login-2026-11-20", "N".repeat(128), "0.a_b-c"];
  const folders = ids.map((id) => folderOf(id).toLowerCase());
  expect(new Set(folders).size).toBe(ids.length);
  expect(folders.map(logOf)).toEqual(ids);
});

test("a folder that no id has is no log", () => {
  expect(["team~", "team~0", "team~zz", "1~1", "team~ffffff"].map(logOf)).toEqual([null, null, null, null, null]);
});

test("a segment's name is a function of the position", () => {
  const at = { root: "/r", segment: 256 };
  const names = [1, 256, 257].map((position) => basename(segmentPath(at, "s", position)));
  expect(names).toEqual(["0000000000000001", "0000000000000001", "0000000000000257"]);
});
