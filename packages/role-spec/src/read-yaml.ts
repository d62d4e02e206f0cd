import matter from "gray-matter";
import { isMap, isScalar, parseDocument, type Document, type YAMLMap } from "yaml";
import { complainAboutYaml } from "./complain-about-yaml.ts";
import type { Report } from "./report.ts";

/** Characters of frontmatter that are read. The largest of 1,504 in the wild has 1,739. */
const MAX_BLOCK = 16_000;
const MAX_NESTING = 100;

export interface YamlBlock {
  readonly map: YAMLMap;
  readonly document: Document;
  /** Add to an offset of the document to have one of the file. */
  readonly shift: number;
}

const refuse = {
  parse: (): never => {
    throw new Error("only YAML is read");
  },
};

/**
 * Parses the block between the fences, or says why not (null). gray-matter calls the parser; its own engines are all
 * replaced: one of them runs code, and its YAML turns 012 into 10 and dates into objects. Options are always passed:
 * without them it caches by text and answers a broken block with {} the second time.
 */
export function readYaml(
  block: { text: string; start: number },
  report: Report,
  example: string,
): YamlBlock | "empty" | null {
  if (block.text.length > MAX_BLOCK) {
    report.add("ROLE_FRONTMATTER_LARGE", block.start, {
      size: `${block.text.length} characters`,
      max: String(MAX_BLOCK),
    });
    return null;
  }
  const deep = tooDeep(block.text);
  if (deep !== null) {
    report.add("ROLE_YAML_DEPTH", block.start + deep, { max: String(MAX_NESTING) });
    return null;
  }
  const read: { source: string; document?: Document } = { source: "" };
  const yaml = {
    parse: (source: string): object => {
      read.source = source;
      read.document = parseDocument(source, {
        schema: "failsafe",
        uniqueKeys: false,
        prettyErrors: false,
        logLevel: "silent",
      });
      return {};
    },
  };
  try {
    const engines = { yaml, json: refuse, javascript: refuse, js: refuse, coffee: refuse, toml: refuse };
    matter(`---\n${block.text}\n---\n`, { language: "yaml", engines });
  } catch (cause) {
    if (cause instanceof RangeError) report.add("ROLE_YAML_DEPTH", block.start, { max: String(MAX_NESTING) });
    else report.add("ROLE_YAML", block.start, { reason: cause instanceof Error ? cause.message : String(cause) });
    return null;
  }
  if (!read.document) return "empty";
  return checkDocument(read.document, { source: read.source, shift: block.start - 1, example }, report);
}

function checkDocument(
  document: Document,
  text: { source: string; shift: number; example: string },
  report: Report,
): YamlBlock | "empty" | null {
  if (complainAboutYaml(document, text, report)) return null;
  const { contents } = document;
  if (contents === null || (isScalar(contents) && contents.source === "")) return "empty";
  if (isMap(contents)) return { map: contents, document, shift: text.shift };
  const shape = isScalar(contents) ? "plain text" : "a list";
  report.add("ROLE_FRONTMATTER_SHAPE", text.shift + (contents.range?.[0] ?? 0), { shape, block: text.example });
  return null;
}

/** Where brackets or dashes nest so deep that a recursive parser could run out of stack. */
function tooDeep(text: string): number | null {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const c = text[at];
    if (c === "[" || c === "{") depth++;
    else if ((c === "]" || c === "}") && depth > 0) depth--;
    if (depth > MAX_NESTING) return at;
  }
  const steps = /^[ ]*(?:[-?] ){100}/m.exec(text);
  return steps ? steps.index : null;
}
