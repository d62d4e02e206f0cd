import { expect, it } from "vitest";
import { completeLock } from "./complete-lock.ts";

const parent = {
  version: "4.0.0",
  dev: true,
  optionalDependencies: {
    "@a/linux-x64-gnu": "4.0.0",
    "@a/linux-x64-musl": "4.0.0",
    "@a/windows-64": "4.0.0",
    tiny: "^1.0.0",
  },
};

it("adds the platforms that are missing and leaves the rest as it is", () => {
  const there = { version: "4.0.0", integrity: "sha512-x", optional: true };
  const all = completeLock({ "": {}, "node_modules/a": parent, "node_modules/@a/linux-x64-gnu": there });
  expect(all).toEqual({
    "": {},
    "node_modules/a": parent,
    "node_modules/@a/linux-x64-gnu": there,
    "node_modules/@a/linux-x64-musl": {
      version: "4.0.0",
      cpu: ["x64"],
      dev: true,
      libc: ["musl"],
      optional: true,
      os: ["linux"],
    },
    "node_modules/@a/windows-64": { version: "4.0.0", cpu: ["x64"], dev: true, optional: true, os: ["win32"] },
  });
  expect(Object.keys(all)).toEqual(Object.keys(completeLock(all)));
});
