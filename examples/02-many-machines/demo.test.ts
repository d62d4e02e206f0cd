import { rmSync } from "node:fs";
import { POSTGRES_ABSENT, postgresBinaries } from "@teamwright/testing";
import { describe, expect, it } from "vitest";
import { demo } from "./demo.ts";

const there = postgresBinaries() !== undefined;

describe.skipIf(!there)(`many machines${there ? "" : ` ${POSTGRES_ABSENT}`}`, () => {
  it("finish a job of one team, though one is cut off and no clock is right", { timeout: 120_000 }, async () => {
    const { missing, folder } = await demo(() => {});
    rmSync(folder, { recursive: true, force: true });
    expect(missing).toEqual([]);
  });
});
