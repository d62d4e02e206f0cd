// The real SDK clients of both eras, behind the few calls that the tests make.
import { fileURLToPath } from "node:url";
import { Client as NewClient, StreamableHTTPClientTransport as NewHttp } from "@modelcontextprotocol/client";
import { StdioClientTransport as NewStdio } from "@modelcontextprotocol/client/stdio";
import { Client as OldClient } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport as OldStdio } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport as OldHttp } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import type { Rejection } from "@teamwright/core";

export const ERAS = ["2026-07-28", "2025-11-25"] as const;
export type Era = (typeof ERAS)[number];

/** What a tool answered: the structured content. The text must equal it; of tools under older names it is the bare result. */
export interface Said {
  text: string;
  isError: boolean;
  ok: boolean;
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into answers of every tool
  result: any;
  error: Rejection;
  position: number;
  cursor?: string;
  size: number;
}

export interface TestClient {
  readonly client: NewClient;
  call(name: string, args?: object, options?: object): Promise<Said>;
  close(): Promise<void>;
}

/** The options of a server child as this program and its arguments. */
const child = (options: object) => ({
  command: process.execPath,
  args: ["--conditions=source", fileURLToPath(new URL("./serve-child.ts", import.meta.url)), JSON.stringify(options)],
  stderr: "inherit" as const,
});

/** Starts a server of its own and speaks to it over standard streams, as the client called `name`. */
export async function overStdio(
  era: Era,
  options: object,
  capabilities: object = {},
  name = "test",
): Promise<TestClient> {
  const client = newClient(era, capabilities, name);
  // Both clients have the calls that the tests make.
  await client.connect(era === "2026-07-28" ? new NewStdio(child(options)) : new OldStdio(child(options)));
  return wrap(client);
}

/** Speaks to the server at `url`. */
export async function overHttp(
  era: Era,
  url: URL,
  token: string | undefined,
  capabilities: object = {},
): Promise<TestClient> {
  const client = newClient(era, capabilities);
  const requestInit = token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } };
  const transport = era === "2026-07-28" ? new NewHttp(url, { requestInit }) : new OldHttp(url, { requestInit });
  await client.connect(transport);
  return wrap(client);
}

function newClient(era: Era, capabilities: object, name = "test"): NewClient {
  const info = { name, version: "1.0.0" };
  if (era === "2026-07-28")
    return new NewClient(info, { capabilities, versionNegotiation: { mode: { pin: "2026-07-28" } } });
  return new OldClient(info, { capabilities }) as unknown as NewClient;
}

function wrap(client: NewClient): TestClient {
  return {
    client,
    async call(name, args = {}, options = {}) {
      // The old client takes a schema before the options.
      const result = (await (client instanceof NewClient
        ? client.callTool({ name, arguments: args as Record<string, unknown>, ...options })
        : (client as OldClient).callTool({ name, arguments: args as Record<string, unknown>, ...options }))) as {
        isError?: boolean;
        structuredContent?: object;
        content: { text: string }[];
      };
      const { text } = result.content[0]!;
      const structured = result.structuredContent as Partial<Said>;
      const bare = structured.ok
        ? JSON.stringify(structured.result)
        : `${structured.error?.message}\n${structured.error?.hint}`;
      if (text !== JSON.stringify(structured) && text !== bare)
        throw new Error(`text and structured content differ: ${text}`);
      return { isError: result.isError === true, size: text.length, text, ...structured } as Said;
    },
    close: () => client.close(),
  };
}
