// What this machine knows of the workers a run started, so that a resumed run need not wait for leases. Local facts, never the truth about tasks.
import { randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { TeamError } from "@teamwright/core";
import type { ProcessIdentity } from "./process-identity.ts";
import { lockAlone } from "./process-lock.ts";

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
  #release: () => Promise<void> = async () => {};

  constructor(root: string, session: string) {
    this.#folder = join(root, "runs", session);
  }

  /** Makes this process the one runner of the session. Throws HOST_FAILED while another one lives. */
  async lock(): Promise<void> {
    try {
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      this.#release = await lockAlone(
        join(this.#folder, "runner"),
        (pid, path) =>
          new TeamError("HOST_FAILED", {
            message: `Process ${pid} runs this session already.`,
            hint: "Wait for it, or stop it first.",
            data: { path },
          }),
      );
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

  async unlock(): Promise<void> {
    await this.#release();
    this.#release = async () => {};
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
