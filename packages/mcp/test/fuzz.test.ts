import { expect, it } from "vitest";
import { fuzz } from "./fuzz-story.ts";

// Many more: npm run fuzz -- --calls 100000 --seed 2
const calls = Number(process.env.TEAMWRIGHT_FUZZ_CALLS ?? 1_500);
const seed = Number(process.env.TEAMWRIGHT_FUZZ_SEED ?? 1);

it(`${calls} random and hostile calls break nothing (seed ${seed})`, { timeout: 60_000 + calls * 60 }, async () => {
  const { accepted, refused, rejected, kinds } = await fuzz({ calls, seed });
  console.log(
    `${accepted} accepted, ${refused} refused by a rule, ${rejected} by the protocol; ${kinds} kinds of events`,
  );
  // Nothing is shown by calls that are all refused for their shape.
  if (calls >= 1_000) expect([accepted > calls / 8, refused > calls / 10, kinds > 8]).toEqual([true, true, true]);
});
