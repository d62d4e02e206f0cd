import { stringify } from "yaml";

/** Frontmatter and body as one file. Every text is quoted: an unquoted colon makes strict clients drop the whole file. */
export function withFrontMatter(data: Readonly<Record<string, unknown>>, body: string): string {
  const yaml = stringify(data, { defaultStringType: "QUOTE_DOUBLE", defaultKeyType: "PLAIN", lineWidth: 0 });
  return `---\n${yaml}---\n${body.replace(/^\n*/, "\n").trimEnd()}\n`;
}

/** An object as the text of a JSON file. */
export const jsonText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
