import { expect, it } from "vitest";
import { versionOrder } from "./version-order.ts";

it("versions come in the order of Semantic Versioning", () => {
  // The list of its section 11, and what a comparison of texts gets wrong.
  const rising = [
    ...["0.9.10", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11"],
    ...["1.0.0-rc.1", "1.0.0", "1.0.9", "1.0.10", "1.2.0", "1.10.0"],
  ];
  expect(rising.toReversed().toSorted(versionOrder)).toEqual(rising);
  for (const [i, version] of rising.entries())
    for (const [j, other] of rising.entries())
      expect(Math.sign(versionOrder(version, other)), `${version} ${other}`).toBe(Math.sign(i - j));
  expect(versionOrder("1.0.0+a", "1.0.0+b")).toBe(0);
});
