/** Turns offsets of `text` into 1-based lines and columns. An offset outside the text is pulled to its nearest end. A byte order mark has no column; carriage returns end lines only where nothing else does. */
export function lineIndex(text: string): (offset: number) => { line: number; column: number } {
  const starts = [text.startsWith("\uFEFF") ? 1 : 0];
  const feed = text.includes("\n") ? "\n" : "\r";
  for (let at = text.indexOf(feed); at !== -1; at = text.indexOf(feed, at + 1)) starts.push(at + 1);
  return (offset) => {
    const at = Math.max(starts[0]!, Math.min(offset, text.length));
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= at) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: at - starts[low]! + 1 };
  };
}
