// A new repository with a store in it and one session: what a headless run of a pack works in.
import { execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Actor } from "../../packages/core/src/index.ts";
import { openSession, openStore, type Session } from "../../packages/runtime/src/index.ts";

export interface World {
  folder: string;
  storeUrl: string;
  session: Session;
  git(...args: string[]): string;
  /** Gives a command, as the person who begins the work unless told otherwise. Throws the rejection. */
  give(name: string, input: Record<string, unknown>, actor?: Actor): Promise<unknown>;
}

const PERSON: Actor = { kind: "human", name: "packs" };

/** Gives `use` a world of its own and takes it down afterwards. */
export async function inWorld<T>(use: (world: World) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "teamwright-headless-"));
  const storeUrl = `file:${join(folder, ".teamwright", "store")}`;
  const store = await openStore(storeUrl);
  const session = await openSession(store, "HEADLESS-1");
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=P", "-c", "user.email=p@localhost", ...args], {
      cwd: folder,
      encoding: "utf8",
    });
  try {
    git("init", "--quiet");
    git("commit", "--quiet", "--allow-empty", "-m", "Start");
    return await use({
      folder,
      storeUrl,
      session,
      git,
      async give(name, input, actor = PERSON) {
        const answer = await session.run({ name, input, actor });
        if (!answer.ok) throw new Error(`${name}: ${answer.error.message}`);
        return answer.result;
      },
    });
  } finally {
    await session.close();
    await store.close();
    await rm(folder, { recursive: true, force: true });
  }
}
