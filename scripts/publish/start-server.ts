import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** Starts an MCP server, asks who it is and what it offers, and lets it end. Throws when it ends otherwise than well. */
export async function startServer(
  command: string,
  args: readonly string[],
  cwd: string,
): Promise<{ name: string; version: string; tools: number }> {
  const child = spawn(command, args, { cwd, stdio: ["pipe", "pipe", "pipe"] });
  let said = "";
  child.stderr.on("data", (data: Buffer) => (said += data.toString()));
  const ended = new Promise<number | null>((done) => child.once("exit", done));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const send = (message: object) => child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
  const answer = async () => {
    const line = await lines.next();
    if (line.done) throw new Error(`the server ended: ${said}`);
    return (JSON.parse(line.value) as { result: { serverInfo: { name: string; version: string }; tools: object[] } })
      .result;
  };
  send({
    id: 1,
    method: "initialize",
    params: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "t", version: "1" } },
  });
  const { serverInfo } = await answer();
  send({ method: "notifications/initialized" });
  send({ id: 2, method: "tools/list", params: {} });
  const { tools } = await answer();
  child.stdin.end();
  const code = await ended;
  if (code !== 0) throw new Error(`the server ended with ${code}: ${said}`);
  return { ...serverInfo, tools: tools.length };
}
