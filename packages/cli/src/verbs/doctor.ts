import { execFileSync, spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TeamError } from "@teamwright/core";
import { findStore, openSession, openStore } from "@teamwright/runtime";
import { counted } from "../counted.ts";
import { folded } from "../folded.ts";
import { NODE_FLOOR, oldNode } from "../old-node.ts";
import { plainText } from "../plain-text.ts";
import { sayRejection } from "../say-rejection.ts";
import { sayResult } from "../say-result.ts";
import type { Invocation } from "../verbs.ts";
import { INDENT, lookAtHosts, sayHost } from "./doctor-hosts.ts";

interface Finding {
  what: string;
  ok: boolean;
  say: string;
}

/** Looks at Node, git, the store and its sessions, and the programs that run agents; exit 6 when something does not fit. */
export async function doctor({ globals }: Invocation): Promise<number> {
  const findings: Finding[] = [];
  const asked = lookAtHosts();
  findings.push(await look("node", async () => nodeOnPath()));
  findings.push(await look("git", async () => execFileSync("git", ["--version"], { encoding: "utf8" }).trim()));
  findings.push(
    await look("file store", async () => {
      const folder = await mkdtemp(join(tmpdir(), "teamwright-doctor-"));
      try {
        const store = await openStore(`file:${folder}`);
        if (
          (await store.append("probe", 0, new Uint8Array([1]))) === null ||
          (await store.append("probe", 0, new Uint8Array([2]))) !== null
        )
          throw new Error("two writers won one position");
        await store.close();
        return "one of two writers is first in the temporary folder";
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    }),
  );
  findings.push(
    await look("store", async () => {
      const { url } = findStore(globals.store);
      const store = await openStore(url);
      let sessions = 0;
      const broken: string[] = [];
      for await (const id of store.logs()) {
        sessions += 1;
        await openSession(store, id, { whole: true }).catch((e: Error) => broken.push(`${id}: ${e.message}`));
      }
      await store.close();
      if (broken.length > 0)
        throw new Error(`${broken.length} of ${counted(sessions, "session")} cannot be read. ${broken.join("; ")}`);
      return `${url}: ${counted(sessions, "session")} replayed from the first record`;
    }),
  );
  const hosts = await asked;
  const ok = findings.every((f) => f.ok) && hosts.every((h) => h.trouble === undefined);
  if (globals.json && !ok)
    return sayRejection(
      {
        code: "STORE_UNSUPPORTED",
        message: [
          ...findings.flatMap((f) => (f.ok ? [] : [`${f.what}: ${f.say}`])),
          ...hosts.flatMap((h) => (h.trouble === undefined ? [] : [`${h.host}: ${h.trouble}.`])),
        ].join(" "),
        hint: "Mend what is named.",
        data: { findings, hosts },
      },
      true,
    );
  if (globals.json) sayResult({ healthy: ok, findings, hosts });
  else {
    const lines = [
      ...findings.map((f) => `${f.ok ? "ok  " : "BAD "} ${f.what.padEnd(11)} ${f.say}`),
      ...hosts.flatMap(sayHost),
    ];
    const width = process.stdout.isTTY ? process.stdout.columns : Infinity;
    process.stdout.write(plainText(`${lines.map((line) => folded(line, { from: INDENT, width })).join("\n")}\n`));
  }
  return ok ? 0 : 6;
}

/** The Node that clients find: they start the server of a pack as `node`, whatever runs this. Throws when it will not do. */
function nodeOnPath(): string {
  const need = `${NODE_FLOOR.join(".")} or newer is needed`;
  const { error, stdout } = spawnSync("node", ["--version"], { encoding: "utf8" });
  if (error)
    throw new Error(
      `There is no \`node\` on the PATH, and agent programs start a pack's server with it; ${need}. This runs on ${process.execPath}: put its folder on the PATH, or install Node from https://nodejs.org, and start the agent program again.`,
    );
  const version = stdout.trim().replace(/^v/, "");
  const old = oldNode(version);
  if (old !== null)
    throw new Error(`The \`node\` on the PATH is ${version}; ${need}. Install one from https://nodejs.org.`);
  return `${version} on the PATH; ${need}`;
}

async function look(what: string, test: () => Promise<string>): Promise<Finding> {
  try {
    return { what, ok: true, say: await test() };
  } catch (error) {
    if (TeamError.is(error, "STORE_NOT_FOUND"))
      return { what, ok: true, say: "none here yet; `teamwright session start` makes one" };
    return { what, ok: false, say: `${(error as Error).message} ${TeamError.is(error) ? error.hint : ""}`.trim() };
  }
}
