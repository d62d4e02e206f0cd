// What a program that runs agents can do, as data. Prompts, linter, doctor and packs read these fields, never the program's name.

/** What a text can ask an agent to do; each host has its own tool for it. */
export type Action =
  | "spawn"
  | "wait"
  | "message"
  | "list_agents"
  | "watch"
  | "ask"
  | "shell"
  | "read"
  | "write"
  | "edit"
  | "skill";

/** How an agent that is not waiting learns of news: each printed line, only the end of a command, or a message of a worker. */
export type PushRoute = "line" | "command-end" | "worker-end";

export interface Spawning {
  /** Levels of agents below the session. 1: a worker starts nobody. */
  depth: number;
  /** Workers alive at the same time; null when no limit was met. */
  atOnce: number | null;
  background: boolean;
  /** Whether agents that a pack brings can be started, and the name to give. `{pack}` and `{agent}` are filled in. */
  packAgent: string | null;
}

export interface Waiting {
  /** Bounds of one wait in seconds; null when the host has none of its own and our `wait` tool is used. */
  seconds: readonly [least: number, most: number] | null;
  /** Whether the wait itself brings what the worker said. */
  brings: "report" | "notice";
}

export interface NameRule {
  /** A whole name, as a regular expression. */
  pattern: string;
  lowercase: boolean;
  /** What replaces a character that may not stand in a name. */
  joint: "_" | "-";
  max: number;
}

export interface ServerFacts {
  /** What the model calls a tool of a pack's server: `{pack}`, `{server}` and `{tool}` are filled in. */
  toolName: string;
  /** Whether a tool is only named until the model asks for it. */
  deferred: boolean;
  /** How a pack's server learns the project; empty: not at all, so each call must say it. */
  project: readonly ("cwd" | "roots" | "environment")[];
  /** What a call carries about the agent behind it. */
  agent: "nothing" | "thread";
  /** Longest answer in characters that the model sees whole. */
  answer: number | null;
}

export interface SkillList {
  /** Characters for all skills together; null when none was met. */
  whole: number | null;
  /** What happens over it: descriptions go, or all are shortened alike. */
  over: "names-only" | "shortened" | "unknown";
}

export interface HookFacts {
  /** Events that our hooks need and this host has. */
  events: readonly string[];
  /** Whether a person must trust a pack's hooks before they run. */
  trust: boolean;
  /** Whether a hook may change a tool's arguments and allow the call. */
  rewrites: boolean;
  /** What a hook is told as the name of a tool of a pack's server; filled in like `ServerFacts.toolName`. */
  serverTool: string;
  /** Its own tools that touch the project, by the names that hooks are told. */
  work: Readonly<Record<string, "edit" | "read" | "shell">>;
}

/** Tools that are gone: a text that names one fails. `since` is the version without it, null when it is older than all we saw. */
export interface RemovedTool {
  tool: string;
  since: string | null;
  instead: string;
}

/** One thing to switch on, or to know, in words for a person. */
export interface Advice {
  about: "spawn" | "push" | "hooks" | "tools" | "project" | "models";
  say: string;
}

/** What gives a host away: the name its client says in MCP, and variables that its shell and servers inherit from it alone. */
export interface Signs {
  client: string;
  environment: string;
}

export interface HostFacts {
  title: string;
  /** The program's name on PATH. */
  program: string;
  /** The newest version on which all of this was seen. */
  seen: string;
  signs: Signs;
  /** Its arguments that list installed packs as JSON. */
  listPacks: readonly string[];
  spawning: Spawning;
  waiting: Waiting;
  push: readonly PushRoute[];
  taskName: NameRule;
  server: ServerFacts;
  skills: SkillList;
  hooks: HookFacts | null;
  /** Its own tool for an action. An action that is missing cannot be asked for. */
  tools: Readonly<Partial<Record<Action, string>>>;
  /** All tools of its own that it offers with one of our packs installed and no person at hand, sorted: to the session, and to a worker that it started. */
  offered: { readonly session: readonly string[]; readonly worker: readonly string[] };
  /** Tools of its own that come and go with the moment, as while servers still start. */
  passing?: readonly string[];
  removed: readonly RemovedTool[];
  advice: readonly Advice[];
}
