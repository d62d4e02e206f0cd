// The tools under the names of older prompts: the fourteen of the tracking board, and team_msg. Text answers are what those prompts expect.
import { dirname } from "node:path";
import type { CallToolResult, ToolAnnotations } from "@modelcontextprotocol/server";
import {
  type Board,
  BOARD_TOOLS,
  type BoardTool,
  callTool,
  parseTeamMsg,
  seedError,
  TEAM_MSG,
  teamMsgOn,
} from "@teamwright/board";
import { type Access, checkSession, invalid, mayGive, refuse } from "./access.ts";
import type { Opened } from "./desk.ts";
import { cutResult, MAX_ANSWER, type Page, pageResult } from "./fit-result.ts";
import { type Arguments, type Call, checkDepth } from "./run-command.ts";
import { type Json, schemaOf } from "./tool-schema.ts";
import type { Profile } from "./tools.ts";

export interface SeedTool {
  name: string;
  description: string;
  inputSchema: Json;
  annotations: ToolAnnotations;
  hot: boolean;
  call(args: Arguments, call: Call): Promise<CallToolResult>;
}

/** What a worker calls again and again. */
const HOT: ReadonlySet<string> = new Set([
  "get_ticket",
  "acquire_ticket",
  "commit_checkpoint",
  "report_progress",
  "release_ticket",
]);
const IDEMPOTENT: ReadonlySet<string> = new Set(["update_ticket", "commit_checkpoint"]);

/** JSON Schema of what they answer in structured content: {ok, result}, `result` being what the text has. Fourteen tools leave no room for more. */
export const SEED_OUTPUT: Json = { type: "object", required: ["ok"] };

/** The tools of a profile in their order, without what this caller may never do. */
export function seedTools(profile: Profile, access: Access): SeedTool[] {
  if (profile === "team-msg") return [teamMsgTool()];
  if (profile !== "board") return [];
  return BOARD_TOOLS.filter(({ gives }) => gives === undefined || mayGive(access, gives)).map(boardTool);
}

function boardTool(tool: BoardTool): SeedTool {
  const { name, description, input, gives } = tool;
  const schema = schemaOf(input);
  if (gives === undefined) schema["properties"] = { ...(schema["properties"] as Json), cursor: { type: "string" } };
  return {
    name,
    description,
    inputSchema: schema,
    annotations: hints({ reads: gives === undefined, idempotent: IDEMPOTENT.has(name) }),
    hot: HOT.has(name),
    call: (args, call) => said(() => callBoard(tool, args, call)),
  };
}

async function callBoard({ name, gives }: BoardTool, args: Arguments, { kit, access }: Call): Promise<CallToolResult> {
  checkDepth(args);
  const { cursor, ...input } = args;
  const ref = input["ref"] as { project?: unknown; id?: unknown } | null | undefined;
  const project = ref?.project ?? input["project"];
  if (typeof project !== "string") throw invalid("project", "names the board");
  return kit.desk.use(project, async (opened) => {
    const { session } = opened;
    checkSession(access, session.log);
    if (gives === "task.claim" && access.role !== undefined) {
      await session.catchUp();
      const owner_role = session.state.tasks.get(String(ref?.id))?.role;
      if (owner_role !== undefined && owner_role !== access.role)
        throw refuse("ROLE_MISMATCH", { task: ref?.id, role: access.role, owner_role });
    }
    const repo = folderOf(opened);
    const board: Board = {
      project,
      session,
      ...(access.kind === undefined ? {} : { kind: access.kind }),
      ...(repo === undefined ? {} : { repo }),
    };
    const result = await callTool(board, name, input);
    if (gives !== undefined) kit.committed(opened);
    return gives === undefined
      ? sayRead(result, cursor)
      : say(typeof result === "object" ? cutResult(result as Json) : result);
  });
}

/** Where git is asked about commits: the workspace, else the folder that the store lies in. */
const folderOf = ({ folder, place }: Opened): string | undefined =>
  folder ?? (place.root === undefined ? undefined : dirname(place.root));

function teamMsgTool(): SeedTool {
  const { name, description, input } = TEAM_MSG;
  const schema = schemaOf(input);
  return {
    name,
    description,
    inputSchema: { ...schema, properties: { ...(schema["properties"] as Json), cursor: { type: "string" } } },
    annotations: hints({ reads: false, idempotent: false }),
    hot: true,
    call: (args, call) => said(() => callTeamMsg(args, call)),
  };
}

async function callTeamMsg(args: Arguments, { kit, access }: Call): Promise<CallToolResult> {
  checkDepth(args);
  const { cursor, session_id, team_session_id, team, ...input } = args;
  return kit.desk.use(session_id ?? team_session_id ?? team, async (opened) => {
    checkSession(access, opened.session.log);
    const before = opened.session.position;
    const fields = parseTeamMsg({ ...input, session_id: opened.session.log });
    const result = await teamMsgOn(opened.session, fields, access.kind);
    if (opened.session.position > before) kit.committed(opened);
    const page = pageResult(result as Json, typeof cursor === "string" ? cursor : undefined);
    return answer({ success: true, result: page.result }, page);
  });
}

/** Runs it, and says what it throws in the codes of the seeds. */
async function said(work: () => Promise<CallToolResult>): Promise<CallToolResult> {
  try {
    return await work();
  } catch (cause) {
    const { error, code, hint, data } = seedError(cause).body;
    const small = JSON.stringify(data).length < MAX_ANSWER / 2;
    const message = error.slice(0, 2_000);
    return {
      content: [{ type: "text", text: `${message}\n${hint}` }],
      structuredContent: { ok: false, error: { code, message, hint, data: small ? data : {} } },
      isError: true,
    };
  }
}

const say = (result: unknown): CallToolResult => answer(result, { result } as Page);

/** A list comes in parts of whole rows; `cursor`, given again with the same arguments, gets the next. */
function sayRead(result: unknown, cursor: unknown): CallToolResult {
  if (cursor !== undefined && typeof cursor !== "string") throw invalid("cursor", "give it exactly as the answer did");
  if (!Array.isArray(result)) {
    const page = pageResult(result as Json, cursor);
    return answer(page.result, page);
  }
  const page = pageResult({ rows: result }, cursor);
  return answer(page.result["rows"] ?? page.result, page);
}

function answer(text: unknown, { cursor }: Page): CallToolResult {
  const more = `There is more: call again with the same arguments and cursor ${cursor}`;
  return {
    content: [
      { type: "text", text: JSON.stringify(text) },
      ...(cursor === undefined ? [] : [{ type: "text" as const, text: more }]),
    ],
    structuredContent: { ok: true, result: text, ...(cursor === undefined ? {} : { cursor }) },
  };
}

const hints = ({ reads, idempotent }: { reads: boolean; idempotent: boolean }): ToolAnnotations => ({
  readOnlyHint: reads,
  destructiveHint: false,
  idempotentHint: reads || idempotent,
});
