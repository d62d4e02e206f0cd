/** Waits before try number `attempt` + 1: from 25 ms doubling to a second, with jitter, so that a crowd does not come back at once. Ends early by `signal`. */
export function pause(attempt: number, signal: AbortSignal): Promise<void> {
  return sleep(Math.min(1_000, 12.5 * 2 ** attempt) * (0.5 + Math.random()), signal);
}

/** Resolves after `ms` milliseconds, or as soon as `signal` is aborted. */
export function sleep(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done, { once: true });
  });
}
