import * as fc from "fast-check";
import { expect, it } from "vitest";
import { cutResult, MAX_ANSWER, type Page, pageResult } from "./fit-result.ts";

const size = (value: unknown) => JSON.stringify(value).length;

function allPages(result: Record<string, unknown>): Page[] {
  const pages = [pageResult(result)];
  while (pages.at(-1)!.cursor !== undefined) pages.push(pageResult(result, pages.at(-1)!.cursor));
  return pages;
}

/** Text that grows when it becomes JSON: quotes, control characters, halves of pairs. */
const hostile = fc.string({ unit: fc.constantFrom("a", '"', "\\", "\u0001", "😀", "é"), maxLength: 400 });
const rows = fc.array(fc.record({ id: fc.uuid(), text: hostile, factor: fc.integer({ min: 1, max: 300 }) }), {
  maxLength: 60,
});

it("every page fits, and together they are the whole", () => {
  fc.assert(
    fc.property(rows, hostile, (list, head) => {
      const items = list.map(({ id, text, factor }) => ({ id, text: text.repeat(factor) }));
      const result = { head, items };
      const pages = allPages(result);
      for (const page of pages) expect(size(page.result)).toBeLessThanOrEqual(MAX_ANSWER + 20);
      const parts = pages.filter(({ result: r }) => r["part"] !== undefined);
      // A list that can be paged comes as items up to one that is too large by itself; from there on it is text.
      if (parts.length === 0) expect(pages.flatMap(({ result: r }) => r["items"])).toEqual(items);
      else expect(JSON.parse(parts.map(({ result: r }) => r["part"]).join(""))).toEqual(result);
    }),
    { numRuns: 60 },
  );
});

it("goes on behind the item it ended with, also when earlier ones have left the list", () => {
  const items = Array.from({ length: 100 }, (_, i) => ({ id: `T-${i}`, text: "x".repeat(1_000) }));
  const first = pageResult({ items });
  const last = (first.result["items"] as { id: string }[]).at(-1)!;
  const second = pageResult({ items: items.slice(5) }, first.cursor);
  expect((second.result["items"] as { id: string }[])[0]!.id).toBe(`T-${Number(last.id.slice(2)) + 1}`);
});

it("takes a cursor that makes no sense as the beginning, or as behind the end", () => {
  const items = [{ id: "a" }];
  for (const cursor of ["", "x", "list~", "list~-1", "text~x", "~~~"])
    expect(pageResult({ items }, cursor).result).toEqual({ items });
  expect(pageResult({ items }, "list~99")).toEqual({ result: { items: [] } });
  expect(pageResult({ items }, "text~99999")).toEqual({ result: { part: "" } });
});

it("the answer of a change is cut to fit, names what was cut, and keeps what is short", () => {
  fc.assert(
    fc.property(fc.array(hostile, { maxLength: 400 }), hostile, (list, text) => {
      const result = {
        token: "0123456789abcdef",
        list,
        next: { do: "continue", token: "secret", brief: text.repeat(500) },
      };
      const cut = cutResult(result) as typeof result & { cut?: string[] };
      expect(size(cut)).toBeLessThanOrEqual(MAX_ANSWER + 20);
      expect(cut.token).toBe(result.token);
      expect(cut.next).toMatchObject({ do: "continue", token: "secret" });
      expect(cut.cut === undefined).toBe(size(result) <= MAX_ANSWER);
    }),
    { numRuns: 100 },
  );
});

it("comes in parts too when what is too long stands beside lists", () => {
  const body = "x".repeat(60_000);
  const first = pageResult({ body, children: [], labels: ["a"] });
  const second = pageResult({ body, children: [], labels: ["a"] }, first.cursor);
  expect(JSON.parse(`${String(first.result["part"])}${String(second.result["part"])}`)).toMatchObject({ body });
});
