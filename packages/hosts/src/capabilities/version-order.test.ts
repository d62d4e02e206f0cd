import { expect, it } from "vitest";
import { versionOrder } from "./version-order.ts";

/** The list of section 11 of Semantic Versioning, what a comparison of texts gets wrong, and numbers that a double cannot tell apart. */
const rising = [
  ...["0.9.10", "1.0.0-0", "1.0.0-9", "1.0.0-10", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta"],
  ...["1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0", "1.0.9", "1.0.10", "1.2.0", "1.10.0"],
  ...["2.1.33", "2.1.329", "2026.1.9007199254740992", "2026.1.9007199254740993"],
];

it("versions come in the order of Semantic Versioning", () => {
  expect(rising.toReversed().toSorted(versionOrder)).toEqual(rising);
  for (const [i, version] of rising.entries())
    for (const [j, other] of rising.entries())
      expect(Math.sign(versionOrder(version, other)), `${version} ${other}`).toBe(Math.sign(i - j));
});

it.each([
  ["1.0.0+a", "1.0.0+b"],
  ["1.0.0-rc.1+a", "1.0.0-rc.1"],
  ["2.1", "2.1.0"],
  ["v2", "2.0.0"],
  ["2.1-beta", "2.1.0-beta"],
  ["01.2.3", "1.2.3"],
])("%s is as high as %s", (a, b) => {
  expect([versionOrder(a, b), versionOrder(b, a)]).toEqual([0, 0]);
});

it.each(["", "latest", "1..0", "1.0.0-", "-1.0.0", "1.0.0 beta"])("`%s` is no version and comes before all", (text) => {
  expect([versionOrder(text, "0.0.0-0"), versionOrder("0.0.0-0", text), versionOrder(text, "none")]).toEqual([
    -1, 1, 0,
  ]);
});
