// The tools that are not of the command table: they open a session, begin one, and wait.
import { realpath, stat } from "node:fs/promises";
import { relative, resolve } from "node:path";
import type { CallToolResult, ServerContext } from "@modelcontextprotocol/server";
import { sessionStatus, type SessionStatusView, type Team, TeamError } from "@teamwright/core";
import { ANALYSIS_OUTLINE, type Issue, readAnalysis, readIssues, startSession } from "@teamwright/pack";
import { openSession } from "@teamwright/runtime";
import { actorOf, checkSession, invalid, refuse } from "./access.ts";
import { cutResult, pageResult } from "./fit-result.ts";
import type { Arguments, Call } from "./run-command.ts";
import { sayRefusal, sayResult } from "./tool-result.ts";
import { wait } from "./wait.ts";
import { type OwnTool, wordsFor } from "./tools.ts";

type Own = (args: Arguments, call: Call, context: ServerContext) => Promise<CallToolResult>;

export const OWN_TOOLS: Readonly<Record<OwnTool, Own>> = { session_open: openTool, session_start: startTool, wait };

/** Sessions that a listing looks into; of older ones only the handle is told. */
const MAX_LOOKED_INTO = 50;

async function openTool({ workspace: path, name, cursor }: Arguments, { kit, access }: Call): Promise<CallToolResult> {
  const workspace = await kit.desk.workspace(path);
  if (name !== undefined) {
    if (typeof name !== "string") throw invalid("name", "is the id of a session");
    checkSession(access, name);
    const handle = kit.desk.handleOf(workspace, name);
    return kit.desk.use(handle, async ({ session }) => {
      await session.catchUp();
      const { team, status, pipeline, counts } = sessionStatus(session.state, Date.now());
      return sayResult({ result: { handle, session: name, team, pipeline, status, counts } }, session.position);
    });
  }
  const ids: string[] = [];
  for await (const id of workspace.store.logs())
    if (access.session === undefined || access.session === id) ids.push(id);
  const rows = [];
  // Ids end in a day: the newest come last in their order.
  for (const id of ids.toSorted().toReversed()) {
    const handle = kit.desk.handleOf(workspace, id);
    if (rows.length >= MAX_LOOKED_INTO) {
      rows.push({ id, handle });
      continue;
    }
    const { state } = await openSession(workspace.store, id);
    if (!state.session) continue;
    const { team, status, counts } = sessionStatus(state, Date.now());
    rows.push({
      id,
      handle,
      team,
      status,
      done: counts.done,
      open: Object.values(counts).reduce((a, b) => a + b, 0) - counts.done,
    });
  }
  const live = rows.filter(({ status }) => status === "active" || status === "paused");
  const handle = live.length === 1 ? live[0]!.handle : null;
  return sayResult(pageResult({ handle, sessions: rows }, typeof cursor === "string" ? cursor : undefined));
}

async function startTool(args: Arguments, { kit, access, id }: Call): Promise<CallToolResult> {
  const { workspace: path, agent, requirement, issues: source, input, pipeline, name } = args;
  if (access.kind !== undefined && access.kind !== "coordinator" && access.kind !== "human")
    throw refuse("PERMISSION_DENIED", { actor: access.kind, allowed: ["coordinator", "human"] });
  if (access.session !== undefined) checkSession(access, "");
  for (const [field, value] of Object.entries({ requirement, pipeline, name }))
    if (value !== undefined && typeof value !== "string") throw invalid(field, "is a text");
  if (input !== undefined && (typeof input !== "object" || input === null || Array.isArray(input)))
    throw invalid("input", "is an object");
  const chosen = await chooseTeam(args, { kit, access });
  const workspace = await kit.desk.workspace(path, { create: true });
  const issues = source === undefined ? undefined : await issuesFrom(source, workspace.folder);
  const wanted = (requirement as string | undefined) || issues?.map((i) => `${i.id} ${i.title}`).join("; ") || "";
  if (wanted === "") throw invalid("requirement", "say what is wanted, or give issues");
  const { session, answer } = await startSession(workspace.store, {
    team: chosen.team,
    requirement: wanted,
    input: { ...(input as Arguments | undefined), ...(issues ? { issues } : {}) },
    actor: actorOf(
      { ...access, kind: access.kind ?? "coordinator" },
      { command: "session.start", agent, token: undefined },
    ),
    title: (name as string | undefined) ?? issues?.[0]?.title ?? wanted,
    ...((pipeline ?? chosen.pipeline) === undefined ? {} : { pipeline: (pipeline ?? chosen.pipeline) as string }),
    ...(id === undefined ? {} : { id }),
  });
  await session.close();
  if (!answer.ok) return sayRefusal(answer.error, kit.profile);
  const handle = kit.desk.handleOf(workspace, session.log);
  await kit.desk.use(handle, async (opened) => kit.committed(opened));
  const result = { handle, ...(answer.result as SessionStatusView) };
  const plan = { say: wordsFor(kit.profile, "session.plan") ?? "session.plan", analysis: ANALYSIS_OUTLINE };
  return sayResult({ result: cutResult(result.unplanned ? { ...result, plan } : result) }, answer.position);
}

/** The team of a pack, with what an analysis adds to it, or that of an earlier session of the workspace. */
async function chooseTeam(
  { workspace: path, pack: name, analysis, team_of: earlier }: Arguments,
  { kit, access }: Pick<Call, "kit" | "access">,
): Promise<{ team: Team; pipeline?: string }> {
  if (earlier !== undefined) {
    if (typeof earlier !== "string") throw invalid("team_of", "is the id of a session");
    checkSession(access, earlier);
    const workspace = await kit.desk.workspace(path);
    return kit.desk.use(kit.desk.handleOf(workspace, earlier), async ({ session }) => {
      await session.catchUp();
      const { team, pipeline } = session.state.session!;
      if (pipeline === undefined) throw new TeamError("PLAN_MISSING", { data: { session: earlier } });
      return { team, pipeline };
    });
  }
  const pack = typeof name === "string" ? kit.packs.get(name) : undefined;
  if (!pack)
    throw new TeamError("PACK_NOT_FOUND", {
      hint: `This server has: ${[...kit.packs.keys()].join(", ") || "none"}.`,
      data: { pack: String(name).slice(0, 100), searched: [...kit.packs.keys()] },
    });
  if (!pack.team)
    throw new TeamError("PACK_INVALID", {
      data: { issues: pack.complaints.filter((c) => c.severity === "error").slice(0, 20) },
    });
  if (analysis === undefined) return { team: pack.team };
  const text = typeof analysis === "string" ? analysis : JSON.stringify(analysis, null, 1);
  const read = readAnalysis(text, { team: pack.team, path: "analysis" });
  if (!read.team) throw new TeamError("ANALYSIS_INVALID", { data: { issues: read.complaints.slice(0, 20) } });
  return { team: read.team };
}

/** Issues from their text, or from a file below `folder`, links followed. Throws INPUT_INVALID, ISSUES_INVALID. */
async function issuesFrom(source: unknown, folder: string | undefined): Promise<Issue[]> {
  if (typeof source !== "string") throw invalid("issues", "is text, or a path below the workspace");
  if (/\n|^[#{]/.test(source)) return readIssues("-", { stdin: source });
  if (folder === undefined || source.includes("\0") || source.length > 500)
    throw invalid("issues", "is a path below the workspace");
  const root = await realpath(folder);
  const real = await realpath(resolve(root, source)).catch(() => undefined);
  if (real === undefined || !(await stat(real)).isFile()) throw invalid("issues", "no such file below the workspace");
  if (relative(root, real).startsWith("..")) throw invalid("issues", "leads out of the workspace");
  return readIssues(real);
}
