// How the model of each host puts its wishes into that host's own tools: the names come from the capability table, the arguments from the tools' schemas.
import type { HostId } from "../../packages/hosts/src/capabilities/hosts.ts";
import { HOSTS } from "../../packages/hosts/src/capabilities/hosts.ts";
import type { Call, Moment } from "./talk.ts";

export interface Manners {
  /** Loads a skill by the name it is listed under. */
  skill(listed: string, moment: Moment): Call;
  spawn(worker: { name: string; agent: string; prompt: string }): Call;
  /** What to do until a worker ends; undefined ends the turn, and the host comes back by itself. */
  wait?(): Call;
  shell(command: string): Call;
  edit(path: string, text: string): Call;
  /** The call that makes a tool known that is only named so far. */
  discover?(tool: string): Call;
}

const tool = (host: HostId, action: keyof (typeof HOSTS)["claude"]["tools"] | "wait"): string =>
  (HOSTS[host].tools as Record<string, string>)[action]!;

export const MANNERS: Readonly<Record<HostId, Manners>> = {
  claude: {
    skill: (listed) => ({ tool: tool("claude", "skill"), input: { skill: listed } }),
    spawn: ({ name, agent, prompt }) => ({
      tool: tool("claude", "spawn"),
      input: { subagent_type: agent, description: name, prompt, run_in_background: true },
    }),
    shell: (command) => ({ tool: tool("claude", "shell"), input: { command, description: "one step" } }),
    edit: (path, content) => ({ tool: tool("claude", "write"), input: { file_path: path, content } }),
    discover: (name) => ({ tool: "ToolSearch", input: { query: `select:${name}`, max_results: 5 } }),
  },
  codex: {
    // It lists each skill with its file, which the model reads itself.
    skill: (listed, { turns }) => {
      const listing = turns.flatMap((turn) => (turn.kind === "said" ? [turn.text] : [])).join("\n");
      const line = listing.split("\n").find((text) => text.startsWith(`- ${listed}:`)) ?? "";
      const [, named = ""] = /\(file: ([^)]+)\)/.exec(line) ?? [];
      const roots = [...listing.matchAll(/^- `?(r\d+)`? = `?([^`\n]+)`?/gm)];
      const path = roots.reduce((p, [, alias, folder]) => p.replace(new RegExp(`^${alias}/`), `${folder}/`), named);
      return { tool: tool("codex", "shell"), input: { cmd: `cat '${path}'` } };
    },
    spawn: ({ name, prompt }) => ({
      tool: tool("codex", "spawn"),
      input: { task_name: name, message: prompt, fork_turns: "none" },
    }),
    wait: () => ({
      tool: tool("codex", "wait"),
      input: { timeout_ms: (HOSTS.codex.waiting.seconds?.[0] ?? 0) * 1_000 },
    }),
    shell: (cmd) => ({ tool: tool("codex", "shell"), input: { cmd } }),
    edit: (path, text) => ({
      tool: tool("codex", "edit"),
      input: { text: `*** Begin Patch\n*** Add File: ${path}\n${text.replaceAll(/^/gm, "+")}\n*** End Patch` },
    }),
    discover: (name) => ({ tool: "tool_search", input: { query: name, limit: 8 } }),
  },
  gemini: {
    skill: (listed) => ({ tool: tool("gemini", "skill"), input: { name: listed } }),
    spawn: ({ agent, prompt }) => ({ tool: tool("gemini", "spawn"), input: { agent_name: agent, prompt } }),
    shell: (command) => ({ tool: tool("gemini", "shell"), input: { command } }),
    edit: (path, content) => ({ tool: tool("gemini", "write"), input: { file_path: path, content } }),
  },
  copilot: {
    skill: (listed) => ({ tool: tool("copilot", "skill"), input: { skill: listed } }),
    spawn: ({ name, agent, prompt }) => ({
      tool: tool("copilot", "spawn"),
      input: { agent_type: agent, name, description: name, prompt },
    }),
    shell: (command) => ({ tool: tool("copilot", "shell"), input: { command, description: "one step" } }),
    edit: (path, file_text) => ({ tool: tool("copilot", "write"), input: { path, file_text } }),
  },
};
