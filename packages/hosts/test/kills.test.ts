import { it } from "vitest";
import { killStory } from "./kill-story.ts";

// Many more: npm run test:kills -- --seeds 100
for (const seed of [1, 2, 3, 4])
  it(`kills of runner, workers and listener change nothing about the end (seed ${seed})`, { timeout: 120_000 }, () =>
    killStory(seed),
  );
