/**
 * The one of `names` that is a slip of the hand away from `word`: a letter too many, too few, wrong, or in the place of its neighbour,
 * and two such slips in a word of more than five letters. Capitals do not count. The nearest, of several the first; null when there is
 * none. Never `word` itself. More slips would find more of what has two (89 of 100 misspelt names instead of 80), but also take twice as
 * many other words for slips (49 instead of 21 of 3,437), and say `beat` to who typed `test`.
 */
export function closest(word: string, names: Iterable<string>): string | null {
  const given = word.toLowerCase();
  let best: string | null = null;
  let most = given.length > 5 ? 2 : 1;
  for (const name of names) {
    if (name === word || Math.abs(name.length - given.length) > most) continue;
    const apart = slips(given, name.toLowerCase());
    if (apart <= most) [best, most] = [name, apart - 1];
  }
  return best;
}

function slips(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) => [i, ...Array<number>(b.length).fill(0)]);
  for (let j = 1; j <= b.length; j++) rows[0]![j] = j;
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min(rows[i - 1]![j]! + 1, rows[i]![j - 1]! + 1, rows[i - 1]![j - 1]! + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, rows[i - 2]![j - 2]! + 1);
      rows[i]![j] = least;
    }
  }
  return rows[a.length]![b.length]!;
}
