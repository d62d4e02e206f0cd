// The command table: CLI flags, MCP tools, schemas and docs are made from it. Order is the order in help.
import type { Command } from "../command.ts";
import { askAnswer, askList, askOpen } from "./ask.ts";
import { boardConfigure } from "./board.ts";
import { beat } from "./beat.ts";
import { discussRecord } from "./discuss.ts";
import { exploreFind, exploreSave } from "./explore.ts";
import { msgOverdue, msgPost, msgRead } from "./message.ts";
import { sessionPlan } from "./plan.ts";
import { roleAdd, roleRequest } from "./role.ts";
import { sessionArchive, sessionPause, sessionResume, sessionShow, sessionStart } from "./session.ts";
import { taskClaim, taskNext } from "./task-claim.ts";
import { taskComplete } from "./task-complete.ts";
import { taskBreak, taskCancel, taskCreate, taskRevise, taskWithdraw } from "./task-manage.ts";
import { taskList, taskShow } from "./task-read.ts";
import { taskCheckpoint, taskFail, taskHeartbeat, taskProgress, taskRelease } from "./task-work.ts";
import { ticketCreate, ticketUpdate } from "./ticket.ts";
import { wisdomAdd, wisdomList } from "./wisdom.ts";

const ALL = [
  sessionStart, sessionPlan, sessionShow, sessionPause, sessionResume, sessionArchive,
  beat,
  taskNext, taskClaim, taskHeartbeat, taskProgress, taskCheckpoint, taskComplete, taskFail, taskRelease,
  taskList, taskShow, taskCreate, taskRevise, taskBreak, taskWithdraw, taskCancel,
  askList, askOpen, askAnswer,
  msgPost, msgRead, msgOverdue,
  wisdomAdd, wisdomList, exploreSave, exploreFind,
  discussRecord, roleAdd, roleRequest,
  ticketCreate, ticketUpdate, boardConfigure,
] as const; // prettier-ignore

/** Every command by name. */
export const COMMANDS: Readonly<Record<string, Command>> = Object.fromEntries(
  ALL.map((c) => [c.name, c as unknown as Command]),
);
export type CommandName = (typeof ALL)[number]["name"];
