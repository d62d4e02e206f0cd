import { rm } from "node:fs/promises";
import { expect, it } from "vitest";
import { demo } from "./demo.ts";

it("the issue team resolves an issue and survives the kill of its implementer", { timeout: 120_000 }, async () => {
  const { missing, folder } = await demo(() => {});
  await rm(folder, { recursive: true, force: true });
  expect(missing).toEqual([]);
});
