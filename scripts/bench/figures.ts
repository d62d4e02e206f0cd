// The README's table of figures, from what `npm run bench -- --save` kept.
import { met, type Row, table } from "./row.ts";

export interface Saved {
  readonly day: string;
  readonly machine: string;
  readonly rows: readonly Row[];
}

export function figures({ day, machine, rows }: Saved): string {
  const asked = rows.filter((row) => met(row) !== undefined);
  const count = `${asked.filter((row) => met(row)).length} of ${asked.length} asked for are met`;
  return `Medians unless said. ${machine}, ${day}; ${count}. Ratios carry over to other machines, absolute figures do not.\n\n${table(rows)}`;
}

/** `page` with what stands between `<!-- name -->` and `<!-- /name -->` replaced. Throws when the marks are missing. */
export function withPart(page: string, name: string, text: string): string {
  const parts = new RegExp(`(<!-- ${name} -->\\n)[^]*?(<!-- /${name} -->)`);
  if (!parts.test(page)) throw new Error(`<!-- ${name} --> and <!-- /${name} --> are not in the page.`);
  return page.replace(parts, (_, open: string, close: string) => `${open}\n${text}\n\n${close}`);
}
