import { expect, it } from "vitest";
import { translate } from "./translate.ts";

it("a plain program runs its own team with its own workers, and sends one word back", async () => {
  expect(await translate(["cat", "dog", "sea"])).toEqual(["cat: Katze", "dog: Hund", "sea: Meer"]);
});
