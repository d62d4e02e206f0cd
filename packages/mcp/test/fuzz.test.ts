import { expect, it } from "vitest";
import { fuzz } from "./fuzz-story.ts";

// Many more: npm run fuzz -- --calls 100000 --seed 2
const calls = Number(process.env.TEAMWRIGHT_FUZZ_CALLS ?? 1_500);
const seed = Number(process.env.TEAMWRIGHT_FUZZ_SEED ?? 1);

it(`${calls} random and hostile calls break nothing (seed ${seed})`, { timeout: 60_000 + calls * 60 }, async () => {
  const { accepted, refused, rejected } = await fuzz({ calls, seed });
  console.log(`${accepted} accepted, ${refused} refused by a rule, ${rejected} by the protocol`);
  if (calls >= 1_000) expect([accepted > calls / 8, refused > calls / 10]).toEqual([true, true]);
});
