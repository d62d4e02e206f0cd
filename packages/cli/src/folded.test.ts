import { expect, it } from "vitest";
import { folded } from "./folded.ts";

it("a line is folded between words, below its text", () => {
  const line = "ok   a  one two three four-and-more";
  expect(folded(line, { from: 8, width: 16 })).toBe("ok   a  one two\n        three\n        four-and-more");
  expect(folded(line, { from: 8, width: Infinity })).toBe(line);
  expect(folded("        note", { from: 8, width: 3 })).toBe("        note");
});
