import assert from "node:assert/strict";
import { test } from "node:test";
import { joinFields, splitFields } from "../src/index.js";

test("plain fields come back", () => {
  assert.deepEqual(splitFields(joinFields(["a", "b", ""])), ["a", "b", ""]);
});

test("a field may hold the separator", () => {
  assert.deepEqual(splitFields(joinFields(["Doe, Jane", "x"])), ["Doe, Jane", "x"]);
});
