// The page of figures and the README's comparison of stores, from what `npm run bench -- --save` kept.
import { figure, met, ratio, type Row, table } from "./row.ts";

export interface Saved {
  readonly day: string;
  readonly machine: string;
  readonly rows: readonly Row[];
}

/** docs/bench.md: every figure. */
export function benchPage(saved: Saved): string {
  return `# Figures

<!-- Made by \`npm run generate\` from docs/bench.json, which \`npm run bench -- --save\` writes. -->

${counted(saved)} Each stands beside a baseline of the same run; ratios carry over to other machines, absolute figures do not.

${table(saved.rows)}
`;
}

/** What is compared by store, as markdown. */
export function comparison(saved: Saved): string {
  const cells = saved.rows.flatMap((row) =>
    row.compared ? [{ row, what: row.compared[0], store: row.compared[1] }] : [],
  );
  const stores = [...new Set(cells.map(({ store }) => store))];
  const lines = [...new Set(cells.map(({ what }) => what))].map((what) => {
    const of = (store: string) => cells.find((cell) => cell.what === what && cell.store === store)?.row;
    return `| ${what} | ${stores.map((store) => cellOf(of(store))).join(" | ")} |`;
  });
  const head = [`| | ${stores.join(" | ")} |`, `| --- |${" --- |".repeat(stores.length)}`];
  return `${counted(saved)} In brackets: times a baseline of the same run. All of them: [docs/bench.md](docs/bench.md).\n\n${[...head, ...lines].join("\n")}`;
}

function counted({ day, machine, rows }: Saved): string {
  const asked = rows.filter((row) => met(row) !== undefined);
  return `Medians unless said, of processes that have run for a while: V8 compiles what is used some thousand times. ${machine}, ${day}; ${asked.filter((row) => met(row)).length} of ${asked.length} asked for are met.`;
}

function cellOf(row: Row | undefined): string {
  if (!row) return "";
  // A note like "0: it is there already" says what nothing means.
  if (row.value === 0 && row.note?.startsWith("0: ")) return `0 ${row.unit}: ${row.note.slice(3)}`;
  const times = ratio(row);
  return `${figure(row.value)} ${row.unit}${times === undefined ? "" : ` (${figure(times)}x)`}`;
}

/** `page` with what stands between `<!-- name -->` and `<!-- /name -->` replaced. Throws when the marks are missing. */
export function withPart(page: string, name: string, text: string): string {
  const parts = new RegExp(`(<!-- ${name} -->\\n)[^]*?(<!-- /${name} -->)`);
  if (!parts.test(page)) throw new Error(`<!-- ${name} --> and <!-- /${name} --> are not in the page.`);
  return page.replace(parts, (_, open: string, close: string) => `${open}\n${text}\n\n${close}`);
}
