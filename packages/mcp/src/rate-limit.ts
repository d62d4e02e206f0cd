export interface RateOptions {
  /** Calls per second, over a longer time. */
  perSecond: number;
  /** Calls at once after a quiet time. */
  burst: number;
  /** Milliseconds. */
  clock?: () => number;
}

/** Buckets kept before full ones are forgotten: a full bucket is like none. */
const MAX_BUCKETS = 10_000;

/** A bucket for each key. Asking takes one call out: the answer is 0, or the seconds until there is one again. */
export function rateLimit({ perSecond, burst, clock = Date.now }: RateOptions): (key: string) => number {
  const buckets = new Map<string, { left: number; at: number }>();
  const filled = ({ left, at }: { left: number; at: number }, now: number) =>
    Math.min(burst, left + ((now - at) / 1_000) * perSecond);
  return (key) => {
    const now = clock();
    const left = filled(buckets.get(key) ?? { left: burst, at: now }, now);
    if (buckets.size > MAX_BUCKETS)
      for (const [other, bucket] of buckets) if (filled(bucket, now) >= burst) buckets.delete(other);
    buckets.set(key, { left: left >= 1 ? left - 1 : left, at: now });
    return left >= 1 ? 0 : Math.ceil((1 - left) / perSecond);
  };
}
