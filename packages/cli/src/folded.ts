/** A line in lines of at most `width` characters where its words allow; all after the first begin in the column `from`, where its text does. */
export function folded(line: string, { from, width }: { from: number; width: number }): string {
  const [first = "", ...rest] = line.slice(from).split(" ");
  let text = line.slice(0, from) + first;
  let column = text.length;
  for (const word of rest) {
    const fits = column + 1 + word.length <= width;
    text += fits ? ` ${word}` : `\n${" ".repeat(from)}${word}`;
    column = (fits ? column + 1 : from) + word.length;
  }
  return text;
}
