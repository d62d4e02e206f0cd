// hooks.json of a pack: when a client calls which hook. The same form for every host that has hooks.
import type { HostFacts } from "../capabilities/capability.ts";
import type { HookName } from "./run-hook.ts";

/** Seconds; a hook gives up by itself after half of it. */
const TIMEOUT = 10;

/**
 * The file for one host, as an object; undefined for a host without hooks. The bundle lies at hooks/hook.mjs in the pack's folder.
 * What is called at every tool costs no process while no team is at work: the shell looks for the notes first.
 */
export function hooksFile(
  { hooks }: HostFacts,
  { pack, server }: { pack: string; server: string },
): object | undefined {
  if (!hooks) return undefined;
  const prefix = hooks.serverTool.replaceAll(/\{(pack|server|tool)\}/g, (_, key: string) =>
    key === "tool" ? "" : key === "pack" ? pack : server,
  );
  const ours = `${prefix}.*`;
  const work = Object.keys(hooks.work).join("|");
  const entry = (name: HookName, matcher?: string) => ({
    ...(matcher === undefined ? {} : { matcher }),
    hooks: [{ type: "command", command: commandOf(name, `${prefix} ${server}`), timeout: TIMEOUT }],
  });
  return {
    hooks: {
      SessionStart: [entry("begin")],
      PreToolUse: [entry("identify", ours), entry("lock", work)],
      PostToolUse: [entry("remember", ours), entry("renew", "*")],
      SubagentStop: [entry("finish")],
      Stop: [entry("finish")],
    },
  };
}

/** Hooks that have nothing to do before there are notes. */
const NEEDS_NOTES: ReadonlySet<HookName> = new Set(["lock", "renew", "finish"]);

/** Only exit code 2 means something to a client. Any other, as of a missing or too old Node, becomes 0. */
function commandOf(name: HookName, words: string): string {
  const look = NEEDS_NOTES.has(name) ? '[ -d "${CLAUDE_PLUGIN_DATA}/team" ] || exit 0; ' : "";
  return `${look}node "\${CLAUDE_PLUGIN_ROOT}/hooks/hook.mjs" ${name} ${words}; [ $? -ne 2 ] || exit 2`;
}
