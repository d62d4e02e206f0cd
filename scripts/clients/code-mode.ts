// One call as newer models of Codex make it: a script in which every tool is a function. The same call read back out of the script.
import type { Call } from "./talk.ts";

/** Shows what the tool answered: the object of a server, the output of a command, or else all of it. */
export function toScript({ tool, input }: Call): string {
  if (tool === "tool_search")
    return `const wanted = ${JSON.stringify(input["query"])};\ntext(ALL_TOOLS.map(({ name }) => name).filter((name) => wanted.split(/[\\s.]+/).every((word) => name.includes(word))).join("\\n"));`;
  const given = tool === "apply_patch" ? input["text"] : input;
  return `const answer = await tools.${tool.replace(".", "__")}(${JSON.stringify(given)});\ntext(answer?.structuredContent ?? answer?.output ?? answer);`;
}

export function fromScript(script: string): Call | undefined {
  const [, query] = /^const wanted = (".*");$/m.exec(script) ?? [];
  if (query !== undefined) return { tool: "tool_search", input: { query: JSON.parse(query) as string } };
  const [, tool, given] = /^const answer = await tools\.(\w+)\((.*)\);$/m.exec(script) ?? [];
  if (tool === undefined || given === undefined) return undefined;
  const input = JSON.parse(given) as string | Record<string, unknown>;
  return { tool, input: typeof input === "string" ? { text: input } : input };
}
