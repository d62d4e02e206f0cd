// The lifecycle team up to the person's checkpoint: research and four documents, each discussed, a judgement, a question; the person's answer ends it.
import { board, is, type Report } from "./outcome.ts";
import { type Packs, teamwright } from "./packs.ts";
import { stuckAt, workerCalls } from "./read-session.ts";
import { exchanges, ours } from "./talk.ts";
import { makeRepository, runSession, type World } from "./world.ts";

// "everything" is a row of the skill's own table; `stop` ends with the documents, as its list of questions says.
const PROMPT = "Use the skill team-lifecycle without a supervisor: everything that ISSUES.md asks for.";
const ANSWER = "My answer: stop. The documents are what we needed.";
const DOCUMENTS = ["RESEARCH-001", "DRAFT-001", "DRAFT-002", "DRAFT-003", "DRAFT-004", "QUALITY-001"];

export async function lifecycle(world: World, _: Packs, report: Report): Promise<void> {
  const repo = makeRepository(world, "lifecycle");
  const first = await runSession(world, { repo, prompt: PROMPT, name: "lifecycle" });
  const before = board(repo);
  const idsDone = (rows: typeof before) => rows.filter(({ status }) => status === "done").map(({ id }) => String(id));
  const open = () => `done: ${idsDone(before).join(", ") || "none"}. ${stuckAt(first)}`;
  report("lifecycle: its workers write and judge the documents", is(same(idsDone(before), DOCUMENTS), open));
  const discussed = workerCalls(first).filter((call) => call === "discuss.record").length;
  report(
    "lifecycle: its workers record a critique of each",
    is(discussed === DOCUMENTS.length, () => `${discussed} of ${DOCUMENTS.length}. ${stuckAt(first)}`),
  );
  const asks = asksOf(repo);
  const asked = first.exchanges.findLast(({ worker }) => worker === undefined)?.reply.text ?? "";
  report(
    "lifecycle: the person's checkpoint stops it",
    is(
      asks.length === 1 && asked.startsWith(`ASKED ${asks[0]!.question}`),
      () => `${asks.length} questions. ${stuckAt(first)}`,
    ),
  );
  const second = await runSession(world, { repo, prompt: ANSWER, again: true, name: "lifecycle-answer" });
  const calls = exchanges(second.exchanges.findLast(({ worker }) => worker === undefined)?.turns ?? []);
  const answered = calls.some(({ input, text }) => input["op"] === "ask.answer" && ours(text)?.ok);
  report(
    "lifecycle: the person's answer is given back",
    is(answered, () => stuckAt(second)),
  );
  const { status } = teamwright(["session", "status"], repo).result;
  report(
    "lifecycle: the session ends done, with the documents alone",
    is(status === "done" && same(idsDone(board(repo)), DOCUMENTS), () => `${String(status)}. ${stuckAt(second)}`),
  );
}

const same = (ids: readonly string[], wanted: readonly string[]) => ids.toSorted().join() === wanted.toSorted().join();

function asksOf(repo: string): { question: string }[] {
  try {
    return teamwright(["session", "status"], repo).result["asks"] as { question: string }[];
  } catch {
    return [];
  }
}
