import type { Context } from "@teamwright/core";

export interface FakeContext extends Context {
  now: number;
  /** Moves the clock. Milliseconds. */
  pass(ms: number): void;
}

/** A world without surprises: the clock moves only by `pass`, ids and tokens count up. Deterministic. */
export function fakeContext(start = 1_800_000_000_000): FakeContext {
  let ids = 0;
  let tokens = 0;
  return {
    now: start,
    pass(ms) {
      this.now += ms;
    },
    newId: (kind) => `${kind}_${String(++ids).padStart(6, "0")}`,
    newToken: () => `token-${String(++tokens).padStart(6, "0")}`,
    hash: (token) => `#${token}`,
  };
}
