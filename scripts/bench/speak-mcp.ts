// The least that speaks MCP: requests that stand alone, to a server over its standard streams. SDK clients do not load from sources.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";

// oxlint-disable-next-line typescript/no-explicit-any -- answers of every tool, looked into by whoever asked for them
type Loose = any;

export interface Speaking {
  ask(method: string, params?: object): Promise<Loose>;
  /** The structured content of a tool's answer, and the characters of its text. Throws for a refusal. */
  call(name: string, args: object): Promise<{ result: Loose; size: number }>;
  close(): Promise<void>;
}

const serve = join(import.meta.dirname, "../../packages/mcp/test/serve-child.ts");
const CLIENT = {
  "io.modelcontextprotocol/protocolVersion": "2026-07-28",
  "io.modelcontextprotocol/clientInfo": { name: "bench", version: "1" },
  "io.modelcontextprotocol/clientCapabilities": {},
};

/** Starts a server with these options. */
export function speakMcp(options: object): Speaking {
  const child = spawn(process.execPath, ["--conditions=source", serve, JSON.stringify(options)], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ask: Speaking["ask"] = async (method, params = {}) => {
    child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", id: 1, method, params: { ...params, _meta: CLIENT } })}\n`);
    const { result, error } = JSON.parse(String((await lines.next()).value));
    if (error) throw new Error(JSON.stringify(error));
    return result;
  };
  return {
    ask,
    async call(name, args) {
      const { content, structuredContent } = await ask("tools/call", { name, arguments: args });
      if (!structuredContent.ok) throw new Error(content[0].text);
      return { result: structuredContent.result, size: content[0].text.length };
    },
    async close() {
      const ended = new Promise((done) => child.once("exit", done));
      child.stdin.end();
      await ended;
    },
  };
}
