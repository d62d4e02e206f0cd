/** Text from the log on one line, without markup. */
export const oneLine = (text: string): string =>
  text.replace(/\s+/g, " ").replace(/[<>]/g, (c) => (c === "<" ? "&lt;" : "&gt;"));
