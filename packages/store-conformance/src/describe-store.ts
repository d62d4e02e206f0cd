import { ALL_CASES } from "./all-cases.ts";
import type { Subject } from "./case.ts";
import { runCase } from "./run-case.ts";

/** The part of vitest or node:test that is needed; both pass a context with `skip` to a test. */
export interface Runner {
  describe(name: string, body: () => void): unknown;
  it(name: string, body: (context: { skip(note?: string): unknown }) => Promise<void>): unknown;
}

/**
 * Registers one test per case, named by its requirement. What the store does not offer is skipped, saying so; nothing
 * else can be switched off. `runner` defaults to the global `describe` and `it`.
 */
export function describeStore(name: string, subject: Subject, runner: Runner = globalThis as unknown as Runner): void {
  runner.describe(`${name} keeps its promises`, () => {
    for (const one of ALL_CASES) {
      runner.it(`${one.requirement}: ${one.title}`, async (context) => {
        const missing = await runCase(subject, one);
        if (missing) context.skip(`not offered: ${missing}`);
      });
    }
  });
}
