// The tools of each profile, in the order in which they are listed. A tool gives one command of the table, or several by `op`.
import type { CommandName } from "@teamwright/core";

export const PROFILES = ["worker", "coordinator", "observer", "board", "team-msg", "all"] as const;
export type Profile = (typeof PROFILES)[number];

/** Tools that are not of the command table: they open, begin and wait. */
export type OwnTool = "session_open" | "session_start" | "wait";

export interface Tool {
  name: string;
  /** What it is for, for a model. What each `op` needs is added from the command table. */
  lead: string;
  /** The commands it gives, or the tool of our own. */
  does: readonly CommandName[] | OwnTool;
  /** Loaded at once by hosts that otherwise show names only. */
  hot?: true;
  destructive?: true;
  idempotent?: true;
}

const READS = [
  "session.status",
  "task.list",
  "task.show",
  "ask.list",
  "msg.read",
  "msg.overdue",
  "wisdom.list",
  "explore.find",
] as const satisfies readonly CommandName[];

const open: Tool = {
  name: "session_open",
  lead: "Get the handle of a team session: `session` in every other tool. `workspace`: the project's absolute path; without `name` it lists the sessions there.",
  does: "session_open",
  idempotent: true,
};
const start: Tool = {
  name: "session_start",
  lead: "Start a session of a team pack on a requirement and get its handle. `issues`: their text, or their file below the workspace; `input`: data. A pack without pipelines takes its roles and tasks as `analysis`, here or later; `team_of`: the team of an earlier session.",
  does: "session_start",
};
const read: Tool = {
  name: "read",
  lead: "Look, changing nothing. An answer with `cursor` has more: call again with it.",
  does: READS,
  idempotent: true,
};
const wait: Tool = {
  name: "wait",
  lead: "Wait, at most `seconds`, for events after `since`; gives them in order. Its `position` is `since` next time.",
  does: "wait",
  idempotent: true,
};
const next: Tool = {
  name: "task_next",
  lead: "Claim the most urgent ready task of your role. In the answer `brief` is your instruction; `token` goes with every later call.",
  does: ["task.next"],
  hot: true,
};
const claim: Tool = {
  ...next,
  name: "task_claim",
  lead: "Claim one named task, with the dispatch you were started for. Answers like task_next.",
  does: ["task.claim"],
};
const progress: Tool = {
  name: "task_progress",
  lead: "Say how your task stands (`error`: something went wrong), or only that you live. Renews the lease.",
  does: ["task.progress", "task.heartbeat"],
  hot: true,
};
const checkpoint: Tool = {
  name: "task_checkpoint",
  lead: "Leave a safe point of your task (a commit) to go on from after a crash. Renews the lease.",
  does: ["task.checkpoint"],
  hot: true,
  idempotent: true,
};
const complete: Tool = {
  name: "task_complete",
  lead: "Report your task's result; `verdict` only for a gate. Do what `next.do` says: continue (the next task is already yours), spawn, report or stop.",
  does: ["task.complete"],
  hot: true,
};
const release: Tool = {
  name: "task_release",
  lead: "Give your task back, or say that the try failed (`final`: nobody could do it).",
  does: ["task.release", "task.fail"],
};
const post = (...does: CommandName[]): Tool => ({
  name: "post",
  lead: "Say or keep something for the team.",
  does,
});
const beat: Tool = {
  name: "beat",
  lead: "One step of the coordinator; safe to repeat. Do what `next` says: start one worker for each entry of `spawn` (task, owner, dispatch), ask the person, wait, or stop.",
  does: ["beat"],
  hot: true,
};
const ask: Tool = {
  name: "ask",
  lead: "Put a question to the person, or answer one. ask.answer without `option` lets the host ask the person directly, where it can.",
  does: ["ask.answer", "ask.open"],
};
const state: Tool = {
  name: "session_set",
  lead: "Pause the session (nothing new starts), let it go on, or close it for good.",
  does: ["session.pause", "session.resume", "session.archive"],
  destructive: true,
  idempotent: true,
};
const manage: Tool = {
  name: "task_set",
  lead: "Change the plan: give or add roles and tasks (session.plan), add a task, take one from a dead worker (break), take back a dispatch, drop a task and all that needs it.",
  does: ["session.plan", "task.create", "task.break", "task.withdraw", "task.cancel"],
  destructive: true,
};

export const TOOLS: Readonly<Record<Profile, readonly Tool[]>> = {
  worker: [
    open, next, claim, progress, checkpoint, complete, release,
    post("msg.post", "wisdom.add", "explore.save", "discuss.record", "role.request", "task.create"),
    read, wait,
  ],
  coordinator: [open, start, beat, read, wait, ask, manage, post("msg.post", "wisdom.add", "role.add"), state],
  observer: [{ ...open, hot: true }, read, wait],
  // Both are tools under the names of older prompts: see seed-tools.ts.
  board: [],
  "team-msg": [],
  all: [
    open, start, beat,
    { ...claim, lead: "Claim a task: the most urgent of your role (task.next), or one by name (task.claim). `brief` is your instruction, `token` proves the claim in every later call.", does: ["task.next", "task.claim"] },
    complete,
    {
      name: "act",
      lead: "All else that changes something: a worker's signs of life, messages, wisdom, questions, changes of the plan, tickets. A refusal names the fields that are missing.",
      does: [
        "task.progress", "task.heartbeat", "task.checkpoint", "task.release", "task.fail",
        "msg.post", "wisdom.add", "explore.save", "discuss.record", "role.request", "ask.answer", "ask.open",
        "session.plan", "task.create", "task.break", "task.withdraw", "task.cancel", "role.add",
        "session.pause", "session.resume", "session.archive", "ticket.update", "ticket.create", "board.configure",
      ],
      destructive: true,
    },
    read, wait,
  ],
}; // prettier-ignore

/** How a profile says a command: `task_next`, or `post with op msg.post`. Undefined when it does not offer it. */
export function wordsFor(profile: Profile, command: string): string | undefined {
  for (const { name, does } of TOOLS[profile]) {
    if (typeof does === "string") {
      if (does === command.replace(".", "_")) return name;
    } else if (does.includes(command)) return does.length === 1 ? name : `${name} with op ${command}`;
  }
  return undefined;
}
