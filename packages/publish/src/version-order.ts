/** Below, at or above zero as `a` comes before, with or after `b`: by numbers, and a pre-release before its release, as Semantic Versioning has it. */
export function versionOrder(a: string, b: string): number {
  const [x, y] = [parts(a), parts(b)];
  const numbers = inOrder(x.numbers, y.numbers);
  if (numbers !== 0 || (x.before.length > 0 && y.before.length > 0)) return numbers || inOrder(x.before, y.before);
  return y.before.length - x.before.length;
}

/** Build metadata counts for nothing. */
function parts(version: string): { numbers: string[]; before: string[] } {
  const [, numbers = "", before = ""] = /^([^-+]*)(?:-([^+]*))?/.exec(version)!;
  return { numbers: numbers.split("."), before: before === "" ? [] : before.split(".") };
}

/** Word by word: numbers by size and before any other word; the shorter list first. */
function inOrder(a: readonly string[], b: readonly string[]): number {
  for (const [i, x] of a.entries()) {
    const y = b[i];
    if (y === undefined) return 1;
    const [m, n] = [x, y].map((word) => (/^\d+$/.test(word) ? Number(word) : Infinity)) as [number, number];
    if (m !== n) return m < n ? -1 : 1;
    if (m === Infinity && x !== y) return x < y ? -1 : 1;
  }
  return a.length - b.length;
}
