// A plain program with a team of its own and a host of its own: functions are the workers. Run it: node translate.ts
import type { ClaimBundle, Spawn } from "@teamwright/core";
import { memoryStore } from "@teamwright/core/store";
import { defineTeam, startSession } from "@teamwright/pack";
import type { Session } from "@teamwright/runtime";

const team = defineTeam({
  name: "translate",
  session_prefix: "TR",
  roles: {
    translator: { prefixes: ["WORD"] },
    proofreader: { prefixes: ["PROOF"] },
  },
  pipelines: {
    all: {
      input: ["words"],
      nodes: {
        word: { role: "translator", for_each: "input.words", max_parallel: 2, output: ["german"] },
        proof: { role: "proofreader", follows: "word", gate: { revise: { role: "translator" }, max_rounds: 1 } },
      },
    },
  },
});

const GERMAN: Record<string, string> = { cat: "Katze", dog: "Hund", sea: "See" };

/** What a worker does with its claim: a real one would ask a model, or a person. */
type Work = (bundle: ClaimBundle) => Record<string, unknown>;
const workers: Record<keyof typeof team.roles, Work> = {
  translator: ({ task, upstream }) => {
    const again = upstream.some(({ result }) => result?.verdict === "rejected");
    const german = again ? "Meer" : GERMAN[String(task.item)];
    return { summary: `${String(task.item)} is ${german}`, data: { german } };
  },
  proofreader: ({ task, upstream }) => {
    const german = upstream.map(({ result }) => result?.data?.["german"]).find((word) => word !== undefined);
    const good = german !== "See";
    return {
      summary: `${String(task.item)}: ${String(german)}`,
      verdict: good ? "approved" : "rejected",
      score: good ? 100 : 40,
    };
  },
};

/** Runs a session to its end; a host does no more than this. Returns what was approved. */
export async function translate(words: string[]): Promise<string[]> {
  const coordinator = { kind: "coordinator", name: "translate.ts" } as const;
  const { session } = await startSession(memoryStore(), {
    team,
    requirement: "German, please",
    input: { words },
    actor: coordinator,
  });
  const give = async <T>(name: string, input: object, kind: "coordinator" | "worker" = "coordinator"): Promise<T> => {
    const answer = await session.run({ name, input, actor: { ...coordinator, kind } });
    if (!answer.ok) throw new Error(`${answer.error.message} ${answer.error.hint}`);
    return answer.result as T;
  };
  for (;;) {
    const { spawn, next } = await give<{ spawn: Spawn[]; next: string }>("beat", {});
    if (next === "stop") break;
    if (next === "ask") throw new Error("A person must decide; this program has none.");
    for (const { task, owner, dispatch, role } of spawn) {
      const claim = await give<{ token: string; bundle: ClaimBundle }>(
        "task.claim",
        { task, owner, dispatch },
        "worker",
      );
      await give("task.complete", { task, token: claim.token, ...workers[role]!(claim.bundle) }, "worker");
    }
  }
  return approved(session);
}

const approved = ({ state }: Session): string[] =>
  [...state.tasks.values()].flatMap(({ result }) => (result?.verdict === "approved" ? [result.summary] : []));

if (import.meta.main) console.log((await translate(["cat", "dog", "sea"])).join("\n"));
