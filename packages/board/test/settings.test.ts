// A board's own lease, time to answer and words; and how it looks in a terminal.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, it } from "vitest";
import { loadPack } from "@teamwright/pack";
import { openStore } from "@teamwright/runtime";
import { openBoard } from "../src/index.ts";
import { World } from "./kit.ts";

let w: World;
beforeEach(() => (w = new World()));
afterEach(() => w[Symbol.dispose]());
const WORDS = "--task-statuses=Backlog, Todo,In Progress,QA,Shipped";

it("makes a board with its own settings once, and changes them later", async () => {
  const made = await w.ok("init", WORDS, "--lock-ttl-seconds=60", "--answer-seconds=30");
  expect(made).toMatchObject({ created: true, lease_seconds: 60, answer_seconds: 30 });
  expect(made.statuses.task).toEqual(["Backlog", "Todo", "In Progress", "QA", "Shipped"]);
  expect(await w.ok("init", "--lock-ttl-seconds=99")).toMatchObject({ created: false, lease_seconds: 60 });
  await w.ok("create", "--type=task", "--title=T");
  await w.ok("update", "--id=TASK-001", "--status=QA");
  expect(await w.refused("reconfigure", "--task-statuses=Backlog,Todo,Shipped")).toBe("ESTATUS");
  expect(await w.ok("reconfigure", "--lock-ttl-seconds=120")).toMatchObject({ lease_seconds: 120, answer_seconds: 30 });
  await w.ok("update", "--id=TASK-001", "--status=Shipped");
  const store = await openStore(w.store);
  const { session } = await openBoard(store, "P");
  expect(session.state.tasks.get("TASK-001")!.status).toBe("done");
  await store.close();
});

it("gives the lease to the next claim, and the time to the next question", async () => {
  await w.ok("init");
  await w.ok("reconfigure", "--lock-ttl-seconds=60", "--answer-seconds=30");
  await w.ok("create", "--type=task", "--title=T");
  await w.ok("update", "--id=TASK-001", "--status=Todo");
  const { acquired_at, lease_until } = await w.ok("acquire", "--id=TASK-001", "--owner=a@1");
  // The fraction of acquired_at and at is their place in the log.
  const after = (end: string, from: string) => (Date.parse(end) - Date.parse(`${from.slice(0, 19)}Z`)) / 1_000;
  expect(Math.floor(after(lease_until, acquired_at))).toBe(60);
  const asked = await w.ok("message", "--id=TASK-001", "--from=orchestrator", "--kind=question", "--body=q");
  const [row] = await w.ok("list");
  expect(Math.floor(after(row.open_questions[0].answer_by, asked.at))).toBe(30);
});

it("refuses settings that mean nothing, and changes nothing then", async () => {
  for (const flag of ["--lock-ttl-seconds=0", "--answer-seconds=soon", "--task-statuses=Done", "--task-statuses=A,a,B"])
    expect(await w.refused("init", flag)).toBe("INPUT_INVALID");
  expect(await w.refused("reconfigure", "--lock-ttl-seconds=60")).toBe("ENOTCONFIGURED");
  expect((await w.ok("init")).created).toBe(true);
});

it("shows tickets by what they are at, with what needs a look, and no control characters", async () => {
  await w.ok("init", WORDS);
  const lines: string[] = [];
  const { tracking } = await import("../src/tracking.ts");
  const status = async () => {
    lines.length = 0;
    await tracking(["status", "--project=P", `--store=${w.store}`, `--repo=${w.folder}`], (l) => lines.push(l));
    return lines.join("\n");
  };
  expect(await status()).toContain("No tickets yet");
  for (const title of ["held", "waits", "shipped", "\u001b[2Jevil"])
    await w.ok("create", "--type=task", `--title=${title}`);
  await w.ok("update", "--id=TASK-003", "--status=Shipped");
  await w.ok("update", "--id=TASK-001", "--status=Todo");
  await w.ok("acquire", "--id=TASK-001", "--owner=implementer@dispatch-1");
  await w.ok("message", "--id=TASK-001", "--from=orchestrator", "--kind=question", "--body=why?");
  const text = await status();
  expect(text.match(/^\S.* \(\d+\)$/gm)).toEqual(["In Progress (1)", "Backlog (2)", "Shipped (1)"]);
  expect(text).toMatch(/TASK-001 +P2 +held +implementer@dispatch-1, \d s silent, healthy\n +question msg_\w+ of orch/);
  expect(text).not.toContain("\u001b");
});

it("is the same board that the tracking pack starts", async () => {
  const dir = join(dirname(fileURLToPath(import.meta.url)), "../../../skills/tracking");
  const { team, complaints } = await loadPack(dir);
  expect(complaints).toEqual([]);
  await w.ok("init");
  const store = await openStore(w.store);
  const own = (await openBoard(store, "P")).session.state.session!.team;
  await store.close();
  expect(own.limits).toEqual(team!.limits);
  expect(Object.values(own.roles).map((r) => [r.name, r.prefixes])).toEqual(
    Object.values(team!.roles).map((r) => [r.name, r.prefixes]),
  );
  expect((await w.ok("reconfigure")).statuses).toEqual(team!.tickets);
});
