// Text from a session as markdown shows it word for word: no heading, table, link, picture or tag can come out of it.

/** On one line. */
export const inlineText = (text: string): string =>
  text
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, " ")
    .trim()
    .replace(/[\\`*_[\]<>|#~&]/g, "\\$&")
    .replace(/^(\d+)([.)])/, "$1\\$2")
    .replace(/^[-+=:]/, "\\$&");

/** A quotation of several lines, each in its place. An empty text is an empty quotation. */
export const quotedText = (text: string): string =>
  text
    .trim()
    .split(/\r\n|\r|\n/)
    .map((line) => `> ${inlineText(line)}`.trimEnd())
    .join("\n");
