import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** When a process started, in the system's own words; null when it is gone. With the pid it names one process for ever: pids are used again. */
export function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" ? null : fields[19]!;
  } catch {}
  if (process.platform === "linux") return null;
  try {
    return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim() || null;
  } catch {
    return null;
  }
}

export interface ProcessIdentity {
  pid: number;
  start: string;
}

export const identityOf = (pid: number): ProcessIdentity => ({ pid, start: startOf(pid) ?? "" });
export const isAlive = ({ pid, start }: ProcessIdentity): boolean => start !== "" && startOf(pid) === start;

/** Ends a process and all of its group; nothing happens when it is gone. */
export function killGroup(pid: number, signal: NodeJS.Signals = "SIGKILL"): void {
  for (const target of [-pid, pid]) {
    try {
      process.kill(target, signal);
    } catch {}
  }
}
