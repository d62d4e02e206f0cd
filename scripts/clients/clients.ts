// How each vendor's client is driven without a person: its commands, its environment, and how its API is stood in for.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { HostId } from "../../packages/hosts/src/capabilities/hosts.ts";
import { fakeAnthropic } from "./fake-anthropic.ts";
import { fakeGemini } from "./fake-gemini.ts";
import { fakeResponses } from "./fake-responses.ts";
import type { Asked, Body } from "./serve.ts";
import type { Fake, Listen, Model } from "./talk.ts";

export interface Market {
  /** Folder that is a marketplace, and its name. */
  folder: string;
  name: string;
}

export interface Client {
  fake(model: Model, listen: Listen): Promise<Fake>;
  /** Writes what a new home needs. */
  prepare?(home: string): void;
  /** Official checks of the plugins and of their marketplace; none where the vendor has none. */
  validate(plugins: readonly string[], market: Market): readonly string[][];
  addMarket(market: Market): readonly string[][];
  install(plugin: { name: string; folder: string }, market: Market): readonly string[][];
  /** One session from a prompt to its end; with `again` the last one of the folder goes on, as the client itself does it. In words and environment `@URL` stands for the fake. */
  session(
    prompt: string,
    how: { allTools: boolean; again: boolean; model?: string },
  ): { words: readonly string[]; env: Readonly<Record<string, string>> };
}

const DUMMY = "dummy-not-a-key";
/** What a worker's request has that the session's has not: the agent's own text. */
const WORKER_TEXT = /You do one task of the team|You are the planner of|^LOOK$|^Use skill team-tracking/m;
const allText = (body: Body): string =>
  JSON.stringify([body.system, body.messages?.[0]]).replaceAll("\\n", "\n").replaceAll('"', "\n");

export const CLIENTS: Readonly<Record<HostId, Client>> = {
  claude: {
    fake: (model, listen) =>
      fakeAnthropic(model, {
        listen,
        workerOf: ({ headers }) => headers["x-claude-code-agent-id"] as string | undefined,
      }),
    validate: (plugins, market) =>
      [...plugins, market.folder].map((folder) => ["plugin", "validate", "--strict", folder]),
    addMarket: ({ folder }) => [["plugin", "marketplace", "add", folder]],
    install: ({ name }, market) => [["plugin", "install", `${name}@${market.name}`]],
    // Our own tools are not named: that they may be called is for the hook to say.
    session: (prompt, { allTools, again }) => ({
      words: [...(again ? ["--continue"] : []), "-p", prompt, "--allowedTools", "Bash,Read,Write,Edit,Agent,Skill"],
      env: {
        ANTHROPIC_BASE_URL: "@URL",
        ANTHROPIC_API_KEY: `sk-ant-${DUMMY}`,
        ...(allTools ? { ENABLE_TOOL_SEARCH: "false" } : {}),
      },
    }),
  },
  codex: {
    fake: (model, listen) =>
      fakeResponses(model, {
        listen,
        workerOf({ headers }) {
          const said = JSON.parse(String(headers["x-codex-turn-metadata"] ?? "{}")) as { agent_name?: string };
          return said.agent_name === "/root" ? undefined : said.agent_name;
        },
      }),
    validate: () => [],
    addMarket: ({ folder }) => [["plugin", "marketplace", "add", folder]],
    install: ({ name }, market) => [["plugin", "add", `${name}@${market.name}`]],
    session: (prompt, { again, model = "gpt-5.5" }) => ({
      words: [
        "exec",
        ...(again ? ["resume", "--last"] : []),
        "--dangerously-bypass-hook-trust",
        "--skip-git-repo-check",
        ...settings({
          model: `"${model}"`,
          model_provider: '"fake"',
          approval_policy: '"never"',
          sandbox_mode: '"danger-full-access"',
          check_for_update_on_startup: "false",
          "features.multi_agent_v2": "true",
          "analytics.enabled": "false",
          "model_providers.fake":
            '{name="fake",base_url="@URL/v1",env_key="FAKE_KEY",wire_api="responses",request_max_retries=0,stream_max_retries=0,supports_websockets=false}',
        }),
        prompt,
      ],
      env: { FAKE_KEY: DUMMY },
    }),
  },
  gemini: {
    fake: (model, listen) =>
      fakeGemini(model, {
        listen,
        workerOf: ({ body }: Asked) =>
          JSON.stringify(body.tools ?? []).includes('"complete_task"') ? "worker" : undefined,
      }),
    prepare(home) {
      mkdirSync(join(home, ".gemini"), { recursive: true });
      const security = { folderTrust: { enabled: false }, auth: { selectedType: "gemini-api-key" } };
      writeFileSync(join(home, ".gemini/settings.json"), JSON.stringify({ security }));
    },
    validate: (plugins) => plugins.map((folder) => ["extensions", "validate", folder]),
    addMarket: () => [],
    install: ({ folder }) => [["extensions", "install", folder, "--consent"]],
    session: (prompt, { again }) => ({
      words: [...(again ? ["--resume", "latest"] : []), "-p", prompt, "--yolo"],
      env: {
        GOOGLE_GEMINI_BASE_URL: "@URL",
        GEMINI_API_KEY: DUMMY,
        GEMINI_CLI_NO_RELAUNCH: "true",
        GEMINI_TELEMETRY_ENABLED: "false",
      },
    }),
  },
  copilot: {
    fake: (model, listen) =>
      fakeAnthropic(model, {
        listen,
        workerOf: ({ body }) => (WORKER_TEXT.test(allText(body)) ? "worker" : undefined),
      }),
    validate: () => [],
    addMarket: ({ folder }) => [["plugin", "marketplace", "add", folder]],
    install: ({ name }, market) => [["plugin", "install", `${name}@${market.name}`]],
    session: (prompt, { again }) => ({
      words: [...(again ? ["--continue"] : []), "-p", prompt, "--allow-all-tools", "--allow-all-paths"],
      env: {
        COPILOT_PROVIDER_TYPE: "anthropic",
        COPILOT_PROVIDER_BASE_URL: "@URL",
        COPILOT_PROVIDER_API_KEY: DUMMY,
        COPILOT_MODEL: "claude-sonnet-4.5",
        COPILOT_OFFLINE: "true",
      },
    }),
  },
};

const settings = (values: Readonly<Record<string, string>>): string[] =>
  Object.entries(values).flatMap(([key, value]) => ["-c", `${key}=${value}`]);
