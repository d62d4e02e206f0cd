/**
 * Below, at or above zero as the version `a` comes before, with or after `b`, as Semantic Versioning has it: by numbers, a pre-release
 * before its release, and build metadata counts for nothing. Numbers that are missing are 0 (`2.1` is `2.1.0`), so that it also orders
 * what programs print. What is no version comes before all that are.
 */
export function versionOrder(a: string, b: string): number {
  const [x, y] = [read(a), read(b)];
  if (!x || !y) return Number(x !== null) - Number(y !== null);
  const length = Math.max(x.numbers.length, y.numbers.length);
  const numbers = inOrder(filled(x.numbers, length), filled(y.numbers, length));
  if (numbers !== 0 || (x.before.length > 0 && y.before.length > 0)) return numbers || inOrder(x.before, y.before);
  return y.before.length - x.before.length;
}

const VERSION = /^v?(?<numbers>\d+(?:\.\d+)*)(?:-(?<before>[0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?$/;

function read(version: string): { numbers: string[]; before: string[] } | null {
  const found = VERSION.exec(version)?.groups;
  return found ? { numbers: found.numbers!.split("."), before: found.before?.split(".") ?? [] } : null;
}

const filled = (numbers: readonly string[], length: number): string[] =>
  Array.from({ length }, (_, i) => numbers[i] ?? "0");

/** Word by word: numbers by size and before any other word; the shorter list first. */
function inOrder(a: readonly string[], b: readonly string[]): number {
  for (const [i, x] of a.entries()) {
    const y = b[i];
    if (y === undefined) return 1;
    const [m, n] = [size(x), size(y)];
    if (m !== n) return m === null || (n !== null && m > n) ? 1 : -1;
    if (m === null && x !== y) return x < y ? -1 : 1;
  }
  return a.length - b.length;
}

/** Of a number of any length; null for another word. */
const size = (word: string): bigint | null => (/^\d+$/.test(word) ? BigInt(word) : null);
