import { tmpdir } from "node:os";
import { expect, it } from "vitest";
import { call, callJson } from "./kit.ts";

const cwd = tmpdir();

it("draws one pipeline as an image, and asks which when there are several", () => {
  const { out, code } = call(["pack", "graph", "issue", "full", "--svg"], { cwd });
  expect(code).toBe(0);
  expect(out).toMatch(/^<svg [^>]*aria-label="full">[^]*<\/svg>\n$/);
  expect(call(["pack", "graph", "issue", "full"], { cwd }).out).toContain(
    "◆  audit    AUDIT, rejected: SOLVE-fix, 2 times",
  );
  const which = call(["pack", "graph", "issue", "--svg"], { cwd });
  expect([which.code, which.out]).toEqual([2, ""]);
  expect(which.err).toContain("hint: Name one of quick, full, batch.");
  expect(callJson(["pack", "graph", "issue", "full", "--svg", "--mermaid"], { cwd }).error.code).toBe("INPUT_INVALID");
});
