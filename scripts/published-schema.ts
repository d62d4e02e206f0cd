// Checks a file against the JSON Schema that its format publishes.
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

export interface PublishedSchema {
  url: string;
  /** A folder with `ajv` and `ajv-formats` installed. */
  tools: string;
}

/** What is wrong with the JSON file at `path`, null when nothing; undefined when the schema cannot be had. It is taken from `TEAMWRIGHT_SCHEMAS` (a folder with the last part of the address as name), else from its address. */
export async function schemaProblem(path: string, { url, tools }: PublishedSchema): Promise<string | null | undefined> {
  const folder = process.env["TEAMWRIGHT_SCHEMAS"];
  const local = folder === undefined ? "" : join(folder, url.split("/").at(-1)!);
  const text = existsSync(local)
    ? readFileSync(local, "utf8")
    : await fetch(url, { signal: AbortSignal.timeout(10_000) }).then(
        (response) => (response.ok ? response.text() : null),
        () => null,
      );
  if (text === null) return undefined;
  const need = createRequire(join(tools, "package.json"));
  const parsed = JSON.parse(text) as { $schema?: string };
  // Registry and Agent Plugins write different drafts.
  const Ajv = (
    need(parsed.$schema?.includes("2020-12") ? "ajv/dist/2020" : "ajv") as {
      default: new (o: object) => { compile(s: object): { (v: unknown): boolean; errors?: unknown } };
    }
  ).default;
  const ajv = new Ajv({ strict: false, allErrors: true });
  (need("ajv-formats") as { default(a: unknown): void }).default(ajv);
  const test = ajv.compile(parsed);
  return test(JSON.parse(readFileSync(path, "utf8"))) ? null : JSON.stringify(test.errors);
}
