// Every agent pays for the listing in every conversation, so it has a budget.
import { describe, expect, it } from "vitest";
import { PROFILES } from "../src/index.ts";
import { overStdio } from "./clients.ts";

/** 8 KB, without what the protocol adds around the list. */
const MAX_BYTES = 8_000;
/** mcp__plugin_teamwright_team__ and the name of the tool. */
const MAX_NAME = 40 - "teamwright".length - "team".length;

describe.each(PROFILES)("the listing of %s", (profile) => {
  it("has few tools, 8 KB, 400 characters each, always in one order, with hints and both schemas", async () => {
    const { client, close } = await overStdio("2026-07-28", { profile, packs: [] });
    const { tools } = await client.listTools();
    const again = await client.listTools();
    await close();
    expect(again.tools.map(({ name }) => name)).toEqual(tools.map(({ name }) => name));
    expect(tools.length).toBeLessThanOrEqual(profile === "board" ? 14 : 10);
    const bytes = Buffer.byteLength(JSON.stringify(tools));
    expect(bytes).toBeLessThanOrEqual(MAX_BYTES);
    for (const tool of tools) {
      expect(tool.name.length).toBeLessThanOrEqual(MAX_NAME);
      expect(tool.description!.length).toBeLessThanOrEqual(400);
      expect(tool.inputSchema.type).toBe("object");
      expect(tool.outputSchema).toMatchObject({ type: "object", required: ["ok"] });
      for (const hint of ["readOnlyHint", "destructiveHint", "idempotentHint"] as const)
        expect(typeof tool.annotations?.[hint]).toBe("boolean");
    }
    const hot = tools.filter(({ _meta: meta }) => meta?.["anthropic/alwaysLoad"] === true).map(({ name }) => name);
    expect(hot.length).toBeGreaterThan(0);
    expect(hot.length).toBeLessThanOrEqual(5);
  });
});

it("a worker is offered nothing that only a coordinator may do", async () => {
  const { client, close } = await overStdio("2026-07-28", { profile: "worker", packs: [] });
  const text = JSON.stringify(await client.listTools());
  await close();
  for (const command of [
    "session.pause",
    "task.break",
    "task.cancel",
    "ask.answer",
    "ask.open",
    "role.add",
    "session_start",
    "beat",
  ])
    expect(text).not.toContain(`"${command}"`);
});
