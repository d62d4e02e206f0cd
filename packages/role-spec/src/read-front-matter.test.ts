import { expect, it } from "vitest";
import { readFrontMatter } from "./read-front-matter.ts";

it("values are what YAML means, and have their places", () => {
  const front = readFrontMatter('---\nname: a\ncount: 5\nlist: [x, "y: z"]\n---\n\n# Body\n', "a.md");
  expect(front.data).toEqual({ name: "a", count: 5, list: ["x", "y: z"] });
  expect([front.at("list"), front.at("none"), front.bodyLine]).toEqual([
    { line: 4, column: 1 },
    { line: 1, column: 1 },
    6,
  ]);
  expect(front.body.trim()).toBe("# Body");
});

it("an unquoted colon is said, and nothing is read", () => {
  const { data, complaints } = readFrontMatter("---\nname: a\ndescription: Use when: asked\n---\n", "a.md");
  expect(data).toBeNull();
  expect(complaints).toMatchObject([
    { code: "ROLE_YAML_COLON", line: 3, fix: expect.stringContaining('"Use when: asked"') },
  ]);
});

it("nothing of a file is run, and no block is no fault", () => {
  expect(readFrontMatter("---js\nglobalThis.x = 1\n---\n", "a.md").data).toBeNull();
  expect(globalThis).not.toHaveProperty("x");
  expect(readFrontMatter("# Only a body\r\n", "a.md")).toMatchObject({
    data: null,
    body: "# Only a body\n",
    complaints: [],
  });
  expect(readFrontMatter("", "a.md")).toMatchObject({ data: null, complaints: [] });
});
