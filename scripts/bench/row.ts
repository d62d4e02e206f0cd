// One line of the benchmark table: a figure beside its baseline of the same run.

export interface Row {
  readonly what: string;
  /** Median of ours and of the baseline, in `unit`; without a baseline `limit` is for the value itself. */
  readonly value: number;
  readonly unit: string;
  readonly baseline?: { readonly what: string; readonly value: number };
  /** The most that value / baseline (or value alone) may be; with `least` the least. */
  readonly limit?: number;
  readonly least?: boolean;
  readonly note?: string;
  /** Where it stands in the README's comparison of stores: what is compared, and the store. */
  readonly compared?: readonly [what: string, store: string];
}

export const ratio = ({ value, baseline }: Row): number | undefined =>
  baseline === undefined ? undefined : value / baseline.value;

/** True, false, or undefined where nothing was promised. */
export function met(row: Row): boolean | undefined {
  if (row.limit === undefined) return undefined;
  const figure = ratio(row) ?? row.value;
  return row.least ? figure >= row.limit : figure <= row.limit;
}

/** The `part` (0 to 1) of sorted values; 0.5 is the median. */
export function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))]!;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);

/**
 * Runs all in turns, so that what else the machine does falls on all alike: `slice` calls of one, then as many of the next. Returns the
 * milliseconds of each call, by work. With a slice of one, whoever comes after a wait for the disk finds the processor's caches cold.
 * The first `warm` calls are not counted: V8 needs some thousands until it has compiled what they run.
 */
export async function inTurns(
  works: readonly ((i: number) => unknown)[],
  { rounds, slice = 1, warm = 0 }: { rounds: number; slice?: number; warm?: number },
): Promise<number[][]> {
  const times: number[][] = works.map(() => []);
  for (let first = 0; first < warm + rounds; first += slice)
    for (const [at, work] of works.entries())
      for (let i = first; i < Math.min(first + slice, warm + rounds); i++) {
        const from = performance.now();
        await work(i);
        if (i >= warm) times[at]!.push(performance.now() - from);
      }
  return times;
}

/** A markdown table; what is missed is said by how much. */
export function table(rows: readonly Row[]): string {
  const lines = rows.map((row) => {
    const { what, value, unit, baseline, limit, least, note } = row;
    const times = ratio(row);
    const asked =
      limit === undefined ? "" : `${least ? "at least" : "at most"} ${figure(limit)}${baseline ? "x" : ` ${unit}`}`;
    const kept = met(row);
    const verdict = kept === undefined ? "" : kept ? "met" : "**missed**";
    return [
      note ? `${what} (${note})` : what,
      `${figure(value)} ${unit}`,
      baseline ? `${baseline.what}: ${figure(baseline.value)} ${unit}` : "",
      times === undefined ? "" : `${figure(times)}x`,
      asked,
      verdict,
    ];
  });
  const all = [
    ["figure", "ours", "baseline of the same run", "ratio", "asked", ""],
    ["---", "---", "---", "---", "---", "---"],
    ...lines,
  ];
  return all.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** Three digits at least, whole from 100. */
export const figure = (n: number): string =>
  n === 0 ? "0" : n >= 100 ? Math.round(n).toLocaleString("en") : String(Number(n.toPrecision(3)));
