// A server that was started as hosts start it, and the official client at its other end.
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";

// oxlint-disable-next-line typescript/no-explicit-any -- each tool answers in a shape of its own
type Result = any;

export interface Desk {
  tools: number;
  /** The result of a tool. Rejects what the tool refuses, with its code and hint. */
  call(name: string, args: object): Promise<Result>;
  /** SIGKILL; resolves when the server is gone. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

export async function openDesk(command: string, args: string[], cwd: string): Promise<Desk> {
  const transport = new StdioClientTransport({ command, args, cwd, stderr: "inherit" });
  const client = new Client({ name: "example", version: "1.0.0" });
  await client.connect(transport);
  const { tools } = await client.listTools();
  return {
    tools: tools.length,
    async call(name, input) {
      const { structuredContent } = await client.callTool({ name, arguments: input as Record<string, unknown> });
      const answer = structuredContent as Result;
      if (answer.ok) return answer.result;
      throw new Error(`${name}: ${answer.error.code} ${answer.error.message} ${answer.error.hint}`);
    },
    async kill() {
      const gone = new Promise<void>((done) => (client.onclose = done));
      process.kill(transport.pid!, "SIGKILL");
      await gone;
    },
    close: () => client.close(),
  };
}
