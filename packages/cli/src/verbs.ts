// Commands that are not of the table: they are about files, streams or this machine. Each is loaded only when it is called.
import type { Globals } from "./globals.ts";
import type { Flag } from "./split-line.ts";
import type { Options } from "./verb-flags.ts";

export interface Invocation {
  globals: Globals;
  words: readonly string[];
  flags: readonly Flag[];
  /** The flags of a verb, as its usage has them. */
  options: Options;
}

export interface Verb {
  summary: string;
  /** Its words and flags, as help and docs show them. What flags there are, and which take a value, is read from here. */
  usage: string;
  /** Its words are its own: nothing of the line is read as a flag of ours. */
  raw?: true;
  run(call: Invocation): Promise<number>;
}

export const VERBS: Readonly<Record<string, Verb>> = {
  run: {
    summary: "Run a whole team with a program as coordinator and commands as workers.",
    usage:
      "run PACK [REQUIREMENT] --host command:PATH [--repo PATH] [--issues SRC] [--analysis SRC] [--team-of SESSION] [--pipeline P] [--input JSON|@FILE|-] [--name SLUG] [--max-parallel N] [--lease-ms N] [--task-timeout-ms N] [--on-ask OPTION] [--land] [--resume]",
    run: async (c) => (await import("./verbs/run.ts")).run(c),
  },
  "session.start": {
    summary: "Start a session of a pack, or of the team of an earlier session, on a requirement.",
    usage:
      "session start PACK [REQUIREMENT] [--issues SRC] [--analysis SRC] [--team-of SESSION] [--pipeline P] [--input JSON|@FILE|-] [--name SLUG]",
    run: async (c) => (await import("./verbs/session-start.ts")).sessionStart(c),
  },
  "session.plan": {
    summary: "Give a session its roles and tasks by an analysis, or add some to one that runs.",
    usage: "session plan --analysis SRC [--session ID]",
    run: async (c) => (await import("./verbs/session-plan.ts")).sessionPlan(c),
  },
  "session.list": {
    summary: "List the sessions of the store.",
    usage: "session list",
    run: async (c) => (await import("./verbs/session-list.ts")).sessionList(c),
  },
  "session.show": {
    summary: "Show where a session stands.",
    usage: "session show [--session ID]",
    run: async (c) => (await import("./run-command.ts")).runCommand("session.status", c),
  },
  "session.report": {
    summary: "Tell the story of a session.",
    usage: "session report [--session ID]",
    run: async (c) => (await import("./verbs/session-report.ts")).sessionReport(c),
  },
  listen: {
    summary: "Print what happens, as JSON lines; nothing is lost or doubled.",
    usage:
      "listen [--follow] [--webhook URL] [--cursor FILE] [--attempt-ms N] [--timeout-ms N] [--since POSITION] [--to X] [--not-from X] [--types a,b] [--kind X] [--task ID]",
    run: async (c) => (await import("./verbs/listen.ts")).listen(c),
  },
  "roles.check": {
    summary: "Check role files and say exactly what is wrong.",
    usage: "roles check PATH",
    run: async (c) => (await import("./verbs/roles-check.ts")).rolesCheck(c),
  },
  "pack.check": {
    summary: "Check a pack; --fix mends what has exactly one answer, --dry-run shows it.",
    usage: "pack check [PACK] [--fix] [--dry-run]",
    run: async (c) => (await import("./verbs/pack-check.ts")).packCheck(c),
  },
  "pack.graph": {
    summary: "Draw a pipeline in the terminal, as a mermaid flowchart or as an SVG image.",
    usage: "pack graph [PACK] [PIPELINE] [--mermaid] [--svg]",
    run: async (c) => (await import("./verbs/pack-graph.ts")).packGraph(c),
  },
  "pack.new": {
    summary: "Make a new pack, or one that begins as another, checked and played at once.",
    usage: "pack new NAME [--from PACK] [--dir PATH]",
    run: async (c) => (await import("./verbs/pack-new.ts")).packNew(c),
  },
  "pack.import": {
    summary: "Make a pack of an older team skill's folder, as far as it goes, and say what could not be carried.",
    usage: "pack import ccw DIR [--out DIR]",
    run: async (c) => (await import("./verbs/pack-import.ts")).packImport(c),
  },
  "pack.build": {
    summary: "Build a pack for agent clients: one folder that all of them accept.",
    usage: "pack build [PACK] [--for all|TARGET,...] [--out DIR] [--dry-run] [--check]",
    run: async (c) => (await import("./verbs/pack-build.ts")).packBuild(c),
  },
  "pack.market": {
    summary: "Write the files that make a repository a marketplace of its built packs.",
    usage: "pack market [PLUGIN-DIR]... [--root DIR] [--name NAME] [--owner NAME] [--check]",
    run: async (c) => (await import("./verbs/pack-market.ts")).packMarket(c),
  },
  "pack.play": {
    summary: "Play a team in memory with scripted workers, without any model.",
    usage: "pack play [PACK] [--pipeline P] [--script FILE] [--record FILE]",
    run: async (c) => (await import("./verbs/pack-play.ts")).packPlay(c),
  },
  "pack.test": {
    summary: "Play what a pack ships in plays/, and what every pipeline must survive.",
    usage: "pack test [PACK]",
    run: async (c) => (await import("./verbs/pack-play.ts")).packTest(c),
  },
  "pack.template": {
    summary:
      "Print an empty document of the session's team, filled with what the session knows; without NAME, which there are.",
    usage: "pack template [NAME] [--task ID] [--pack PACK]",
    run: async (c) => (await import("./verbs/pack-text.ts")).packTemplate(c),
  },
  "pack.reference": {
    summary: "Print what a role of the session's team refers to; without NAME, which references there are.",
    usage: "pack reference [NAME] [--pack PACK]",
    run: async (c) => (await import("./verbs/pack-text.ts")).packReference(c),
  },
  "pack.list": {
    summary: "List the packs that can be named.",
    usage: "pack list",
    run: async (c) => (await import("./verbs/pack-list.ts")).packList(c),
  },
  "store.info": {
    summary: "Say which store this is and what it holds.",
    usage: "store info",
    run: async (c) => (await import("./verbs/store-info.ts")).storeInfo(c),
  },
  "task.restore": {
    summary: "Put a working tree at a task's checkpoint; what is there uncommitted is kept under a named ref.",
    usage: "task restore ID [--repo PATH] [--path DIR]",
    run: async (c) => (await import("./verbs/task-restore.ts")).taskRestore(c),
  },
  "store.check": {
    summary: "Replay every log and check that it obeys the rules of work.",
    usage: "store check [--session ID]",
    run: async (c) => (await import("./verbs/store-check.ts")).storeCheck(c),
  },
  "store.copy": {
    summary:
      "Copy all logs to another store of any kind, and prove the copy by replay; --redact takes secrets out, --rescue takes what a damaged store still has.",
    usage: "store copy FROM TO [--session ID] [--redact FILE|-] [--rescue]",
    run: async (c) => (await import("./verbs/store-copy.ts")).storeCopy(c),
  },
  "store.compact": {
    summary: "Forget the records of sessions that ended long ago (30 days), after a copy to an archive.",
    usage: "store compact [--older-than DAYS] [--archive STORE | --forget] [--session ID]",
    run: async (c) => (await import("./verbs/store-compact.ts")).storeCompact(c),
  },
  "mcp.serve": {
    summary: "Serve agents over MCP: on standard input and output, or with --http.",
    usage:
      "mcp serve [--tools worker|coordinator|observer|board|team-msg|all] [--pack NAME]... [--workspace PATH]... [--http PORT [--host H] [--allow-host NAME]... [--tokens DIR | --open] [--issuer URL [--resource URL] [--audience X] [--jwks URL] [--actor-claim NAME]]]",
    run: async (c) => (await import("./verbs/mcp-serve.ts")).mcpServe(c),
  },
  "mcp.generate": {
    summary: "Make a server project of its own for a pack: one file, registry entries, tests.",
    usage: "mcp generate --pack PACK --out DIR [--owner io.github.your-name]",
    run: async (c) => (await import("./verbs/mcp-generate.ts")).mcpGenerate(c),
  },
  "token.create": {
    summary: "Make a bearer token for `mcp serve --http`. It is shown once.",
    usage:
      "token create ACTOR [--only SESSION] [--ttl 30d] [--label TEXT] [--tokens DIR]   ACTOR: coordinator, observer, worker:ROLE",
    run: async (c) => (await import("./verbs/token.ts")).tokenCreate(c),
  },
  "token.list": {
    summary: "List the bearer tokens, without their secrets.",
    usage: "token list [--tokens DIR]",
    run: async (c) => (await import("./verbs/token.ts")).tokenList(c),
  },
  "token.revoke": {
    summary: "End a bearer token at once.",
    usage: "token revoke ID [--tokens DIR]",
    run: async (c) => (await import("./verbs/token.ts")).tokenRevoke(c),
  },
  "import.ccw-session": {
    summary:
      "Make a session of an old one's messages (.workflow/.team/SESSION): nothing is lost, and it can be done again.",
    usage: "import ccw-session DIR [--session ID] [--keep-broken]",
    run: async (c) => (await import("./verbs/import-ccw.ts")).importCcw(c),
  },
  tracking: {
    summary: "The shell of the tracking board, as `team-tracking`: where only `teamwright` is installed.",
    usage: "tracking WORD --project=NAME ...",
    raw: true,
    run: async ({ words }) => (await import("./shells.ts")).tracking(words),
  },
  "team-msg": {
    summary: "The message bus of older prompts, as `team-msg`.",
    usage: "team-msg OPERATION ...",
    raw: true,
    run: async ({ words }) => (await import("./shells.ts")).teamMsg(words),
  },
  "views.rebuild": {
    summary: "Write the session folder anew from the log.",
    usage: "views rebuild [--session ID]",
    run: async (c) => (await import("./verbs/views-rebuild.ts")).viewsRebuild(c),
  },
  doctor: {
    summary: "Look at this machine and its agent programs: what does not fit, what each can do, what to switch on.",
    usage: "doctor",
    run: async (c) => (await import("./verbs/doctor.ts")).doctor(c),
  },
  completion: {
    summary: "Print a completion script for bash, zsh or fish.",
    usage: "completion SHELL",
    run: async (c) => (await import("./verbs/completion.ts")).completion(c),
  },
  errors: {
    summary: "Explain error codes.",
    usage: "errors [CODE]",
    run: async (c) => (await import("./verbs/errors.ts")).errors(c),
  },
  help: { summary: "Show help.", usage: "help [COMMAND]", run: async (c) => (await import("./verbs/help.ts")).help(c) },
  version: {
    summary: "Print the version.",
    usage: "version",
    run: async (c) => (await import("./verbs/version.ts")).version(c),
  },
};
