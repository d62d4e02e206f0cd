// What this machine knows of the workers a run started, so that a resumed run need not wait for leases. Local facts, never the truth about tasks.
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
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
}

export class RunRecords {
  readonly #folder: string;

  constructor(root: string, session: string) {
    this.#folder = join(root, "runs", session);
  }

  /** Makes this process the one runner of the session. Throws HOST_FAILED while another one lives. */
  async lock(): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    const path = join(this.#folder, "runner.lock");
    for (let i = 0; i < 5; i++) {
      try {
        await writeFile(path, JSON.stringify(identityOf(process.pid)), { flag: "wx" });
        return;
      } catch {
        const other = await readFile(path, "utf8").then(
          (t) => JSON.parse(t) as ProcessIdentity,
          () => null,
        );
        if (other && isAlive(other))
          throw new TeamError("HOST_FAILED", {
            message: `Process ${other.pid} runs this session already.`,
            hint: "Wait for it, or stop it first.",
            data: { path },
          });
        await rm(path, { force: true });
      }
    }
    throw new TeamError("HOST_FAILED", { message: "The run could not be locked.", data: { path } });
  }

  async unlock(): Promise<void> {
    await rm(join(this.#folder, "runner.lock"), { force: true });
  }

  save(record: RunRecord): Promise<void> {
    return writeFile(join(this.#folder, `${record.name}.json`), JSON.stringify(record));
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
