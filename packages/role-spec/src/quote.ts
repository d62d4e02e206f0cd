const SHOWN = 60;

/** `value` as one line of at most 60 characters, for a message. */
export function shorten(value: string): string {
  const line = value.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();
  return line.length > SHOWN ? `${line.slice(0, SHOWN - 3)}...` : line;
}

/** `value` in double quotes as YAML reads them, whole: it is meant to be copied. */
export const quote = (value: string): string => JSON.stringify(value);
