import { join } from "node:path";
import { expect, it } from "vitest";
import { build, json, text } from "./kit.ts";

const tracking = join(import.meta.dirname, "../../../skills/tracking");

it("a tracking board is served with its own tools, and called by its own word", async () => {
  const built = await build(tracking);
  for (const path of [".claude-plugin/plugin.json", "mcp.json", "gemini-extension.json", ".codex-plugin/mcp.json"])
    expect(json(built, path).mcpServers.tracking.args.slice(1), path).toEqual(["mcp", "serve", "--tools", "board"]);
  expect(json(built, "manifest.json").server.mcp_config.args.slice(1)).toEqual(["mcp", "serve", "--tools", "board"]);
  expect(json(built, "server.json").packages[0].packageArguments.map((a: { value: string }) => a.value)).toEqual([
    "mcp",
    "serve",
    "--tools",
    "board",
  ]);
  expect(text(built, "bin/team-tracking")).toContain('server/start.cjs" tracking "$@"');
  expect(built.get("bin/team-msg")!.executable).toBe(true);
  expect([...built.keys()].filter((path) => path.startsWith("agents/"))).toEqual(["agents/team-tracking-planner.md"]);
});

it("each of its skills says which tool stands for its own commands", async () => {
  const built = await build(tracking);
  const execute = text(built, "skills/team-tracking-execute/SKILL.md");
  expect(execute).toContain("| `acquire` | team-tracking tool acquire |");
  expect(execute).not.toContain("| `create` |");
  expect(execute).toContain("PROJECT@PATH");
  expect(execute).toContain("`npx -p teamwright team-tracking`");
  expect(text(built, "skills/team-tracking-supervise/SKILL.md")).toContain("`team-tracking:team-tracking-planner`");
});
