// What this machine knows of the workers a run started, so that a resumed run need not wait for leases. Local facts, never the truth about tasks.
import { randomBytes } from "node:crypto";
import { link, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { TeamError } from "@teamwright/core";
import { identityOf, isAlive, type ProcessIdentity } from "./process-identity.ts";

export interface RunRecord {
  /** Name of the working copy: task and dispatch. */
  name: string;
  task: string;
  dispatch: string;
  owner: string;
  runner: ProcessIdentity;
  worker?: ProcessIdentity;
  /** Of the claim; the file is this user's alone. A resumed run gives the task back with it. */
  token?: string;
  /** Its finished work could not be merged; the ask a person settles that by. */
  conflict?: { files: string[]; ask?: string };
}

export class RunRecords {
  readonly #folder: string;
  #held: string | undefined;

  constructor(root: string, session: string) {
    this.#folder = join(root, "runs", session);
  }

  /**
   * Makes this process the one runner of the session. Throws HOST_FAILED while another one lives.
   * The lock is the highest of numbered files. A dead runner's file stays, and its heir is whoever makes the next number:
   * moving a stale lock away instead let three of twenty win, when one of them moved a fresh one.
   */
  async lock(): Promise<void> {
    try {
      await this.#take();
    } catch (cause) {
      if (TeamError.is(cause)) throw cause;
      throw new TeamError("HOST_FAILED", {
        message: `The run could not be locked: ${(cause as Error).message}`,
        hint: "The folder must be writable and have room, on a disk that has hard links (not FAT).",
        data: { path: this.#folder },
        cause,
      });
    }
  }

  async #take(): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const mine = await this.#temp(JSON.stringify(identityOf(process.pid)));
    try {
      for (let i = 0; i < 100; i++) {
        const top = await this.#top();
        const path = this.#slot(top);
        const text = top === 0 ? "null" : await readFile(path, "utf8").catch(() => null);
        if (text === null) continue;
        const other = parse(text);
        if (other && isAlive(other))
          throw new TeamError("HOST_FAILED", {
            message: `Process ${other.pid} runs this session already.`,
            hint: "Wait for it, or stop it first.",
            data: { path },
          });
        if (!(await took(mine, this.#slot(top + 1)))) continue;
        this.#held = this.#slot(top + 1);
        return;
      }
    } finally {
      await rm(mine, { force: true });
    }
    throw new Error("too many runners at once");
  }

  async unlock(): Promise<void> {
    if (this.#held !== undefined) await rm(this.#held, { force: true });
    this.#held = undefined;
  }

  async #top(): Promise<number> {
    const numbers = (await readdir(this.#folder)).map((name) =>
      Number(/^runner-(\d{1,9})\.lock$/.exec(name)?.[1] ?? 0),
    );
    return Math.max(0, ...numbers);
  }

  #slot(number: number): string {
    return join(this.#folder, `runner-${number}.lock`);
  }

  /** Whole or not at all: a runner killed while it writes must not lose what it knew before. */
  async save(record: RunRecord): Promise<void> {
    await rename(await this.#temp(JSON.stringify(record)), join(this.#folder, `${record.name}.json`));
  }

  async #temp(text: string): Promise<string> {
    const path = join(this.#folder, `.${randomBytes(6).toString("hex")}.tmp`);
    await writeFile(path, text, { mode: 0o600 });
    return path;
  }

  async remove(name: string): Promise<void> {
    await rm(join(this.#folder, `${name}.json`), { force: true });
  }

  async list(): Promise<RunRecord[]> {
    const out: RunRecord[] = [];
    for (const file of await readdir(this.#folder).catch(() => [])) {
      if (!file.endsWith(".json")) continue;
      const record = await readFile(join(this.#folder, file), "utf8").then(
        (t) => JSON.parse(t) as RunRecord,
        () => null,
      );
      if (record?.task && record.name) out.push(record);
    }
    return out;
  }
}

/** A link appears with its content, so a lock is never seen half written. False when someone was first. */
async function took(file: string, path: string): Promise<boolean> {
  try {
    await link(file, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

function parse(text: string): ProcessIdentity | null {
  try {
    return JSON.parse(text) as ProcessIdentity | null;
  } catch {
    return null;
  }
}
