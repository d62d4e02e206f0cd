// Asks a program on this machine which version it is and which packs it has. Whatever it does, the answer comes in bounded time.
import { spawn } from "node:child_process";
import { killGroup } from "../process-identity.ts";
import type { HostFacts } from "./capability.ts";
import { versionOrder } from "./version-order.ts";

export interface InstalledPack {
  name: string;
  version: string;
  enabled: boolean;
}

export interface HostLook {
  /** False when no such program is on PATH; then the rest is absent. */
  installed: boolean;
  version?: string;
  /** How its version stands to the one that our facts were seen on. */
  standing?: "as-seen" | "newer" | "older";
  /** Packs it has; absent when it could not say. */
  packs?: InstalledPack[];
  /** What went wrong, in words. */
  trouble?: string;
}

/** Milliseconds for each of the two questions. The slowest client seen takes 1.2 s. */
const PATIENCE_MS = 10_000;
/** More than this is no answer to such a question. */
const MAX_ANSWER = 4_000_000;

/** Never rejects. `env` is what the program is started with. */
export async function lookAtHost(
  { program, seen, listPacks }: HostFacts,
  { timeoutMs = PATIENCE_MS, env = process.env }: { timeoutMs?: number; env?: NodeJS.ProcessEnv } = {},
): Promise<HostLook> {
  const said = await ask(program, ["--version"], { timeoutMs, env });
  if (said === "absent") return { installed: false };
  if ("trouble" in said) return { installed: true, trouble: `\`${program} --version\` ${said.trouble}` };
  const version = /\d+\.\d+(\.\d+)?(-[\w.]+)?/.exec(said.output)?.[0];
  if (version === undefined)
    return {
      installed: true,
      trouble: `\`${program} --version\` names no version: ${said.output.trim().slice(0, 80)}`,
    };
  const order = versionOrder(version, seen);
  const known = {
    installed: true,
    version,
    standing: order === 0 ? "as-seen" : order > 0 ? "newer" : "older",
  } as const;
  const listed = await ask(program, listPacks, { timeoutMs, env });
  if (listed === "absent" || "trouble" in listed) {
    const trouble = listed === "absent" ? "is gone" : listed.trouble;
    return { ...known, trouble: `\`${[program, ...listPacks].join(" ")}\` ${trouble}` };
  }
  // One of them prints its list where others complain.
  const packs = readPacks(listed.output) ?? readPacks(listed.complaint);
  if (packs) return { ...known, packs };
  return { ...known, trouble: `\`${[program, ...listPacks].join(" ")}\` answers in a form we do not know` };
}

type Said = { output: string; complaint: string } | { trouble: string } | "absent";

/** Runs the program in a group of its own. Once the time is over the group is ended and not waited for: a child of a child may hold its output open. */
function ask(
  program: string,
  args: readonly string[],
  { timeoutMs, env }: { timeoutMs: number; env: NodeJS.ProcessEnv },
): Promise<Said> {
  return new Promise((done) => {
    const child = spawn(program, args, { env, stdio: ["ignore", "pipe", "pipe"], detached: true });
    let output = "";
    let complaint = "";
    const hear = (text: string): void => {
      if (output.length + complaint.length + text.length > MAX_ANSWER) stop("does not stop talking");
    };
    const end = (said: Said) => {
      clearTimeout(timer);
      child.stdout.destroy();
      child.stderr.destroy();
      child.unref();
      done(said);
    };
    const stop = (trouble: string) => {
      if (child.pid !== undefined) killGroup(child.pid);
      end({ trouble });
    };
    const timer = setTimeout(() => stop(`did not answer within ${timeoutMs / 1_000} s`), timeoutMs);
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      hear(text);
      output += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      hear(text);
      complaint += text;
    });
    child.once("error", (error: NodeJS.ErrnoException) =>
      end(error.code === "ENOENT" ? "absent" : { trouble: `cannot be run: ${error.message}` }),
    );
    child.once("exit", (code, signal) => {
      // What it printed may still be under way; a grandchild that keeps the pipe open is the timer's business.
      child.once("close", () =>
        end(
          code === 0
            ? { output, complaint }
            : { trouble: `ended with ${code ?? signal}: ${complaint.trim().slice(-200)}` },
        ),
      );
    });
  });
}

/** The packs in a host's list: an array, or `installed` of an object. Undefined when it is neither. */
function readPacks(text: string): InstalledPack[] | undefined {
  try {
    const json = JSON.parse(text) as unknown;
    const rows = Array.isArray(json) ? json : (json as { installed?: unknown }).installed;
    if (!Array.isArray(rows)) return undefined;
    return rows.flatMap((row: Record<string, unknown>) => {
      const name = String(row?.["name"] ?? row?.["id"] ?? "").split("@")[0]!;
      const enabled = row?.["enabled"] !== false && row?.["isActive"] !== false;
      return name === "" ? [] : [{ name, version: String(row["version"] ?? ""), enabled }];
    });
  } catch {
    return undefined;
  }
}
