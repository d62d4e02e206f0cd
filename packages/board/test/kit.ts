// A shell of a user who knows only the seeds: a repository, a store, a board.
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { openStore } from "@teamwright/runtime";
import { type Board, openBoard } from "../src/index.ts";
import { tracking } from "../src/tracking.ts";

// oxlint-disable-next-line typescript/no-explicit-any -- the shape differs by tool, and a wrong field fails the assertion anyway
export type Loose = any;

export const bin: string = join(dirname(fileURLToPath(import.meta.url)), "../../cli/src/team-tracking.ts");

export class World {
  readonly folder: string = mkdtempSync(join(tmpdir(), "tw-board-"));
  readonly store: string = join(this.folder, ".teamwright", "store");

  /** One call in this process: its exit code and its last line. */
  async sh(line: string[]): Promise<{ code: number; out: Loose; lines: Loose[] }> {
    const lines: string[] = [];
    const code = await tracking([...line, `--store=${this.store}`, `--repo=${this.folder}`], (l) => lines.push(l));
    const parsed = lines.map((l) => JSON.parse(l));
    return { code, out: parsed.at(-1), lines: parsed };
  }

  async ok(...line: string[]): Promise<Loose> {
    const { code, out } = await this.sh([line[0]!, "--project=P", ...line.slice(1)]);
    if (code !== 0) throw new Error(JSON.stringify(out));
    return out;
  }

  async refused(...line: string[]): Promise<string> {
    const { code, out } = await this.sh([line[0]!, "--project=P", ...line.slice(1)]);
    if (code === 0) throw new Error(`${line.join(" ")} was not refused`);
    return String(out.error ?? out.reason).split(":")[0]!;
  }

  /** A story, a task and two subtasks. */
  async plant(): Promise<void> {
    await this.ok("init");
    await this.ok("create", "--type=story", "--title=S");
    await this.ok("create", "--type=task", "--title=T", "--parent=STORY-001");
    for (const title of ["one", "two"])
      await this.ok("create", "--type=subtask", `--title=${title}`, "--parent=TASK-001");
    for (const id of ["STORY-001", "TASK-001"]) await this.ok("update", `--id=${id}`, "--status=Todo");
  }

  /** A process of its own. Resolves to what it printed. */
  process(...line: string[]): Promise<Loose> {
    return new Promise((resolve) => {
      const child = spawn(process.execPath, ["--conditions=source", bin, ...line, `--store=${this.store}`], {
        cwd: this.folder,
      });
      let text = "";
      child.stdout.on("data", (chunk) => (text += String(chunk)));
      child.on("close", () => resolve(JSON.parse(text.trim().split("\n").at(-1)!)));
    });
  }

  git(...args: string[]): string {
    const who = ["-c", "user.name=T", "-c", "user.email=t@localhost", "-c", "commit.gpgsign=false"];
    return execFileSync("git", [...who, ...args], {
      cwd: this.folder,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  }

  /** A commit with these files; its id. */
  commit(...files: string[]): string {
    for (const file of files) {
      mkdirSync(dirname(join(this.folder, file)), { recursive: true });
      writeFileSync(join(this.folder, file), `${files.length} ${Math.random()}`);
    }
    this.git("add", ...files);
    this.git("commit", "-qm", "work");
    return this.git("rev-parse", "HEAD");
  }

  /** The board at a time of our own. */
  async board(clock: () => number): Promise<Board> {
    return openBoard(await openStore(this.store), "P", { clock, repo: this.folder });
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
