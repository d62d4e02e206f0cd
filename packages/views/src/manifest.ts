// The artifact manifest: every document of a session, what it was made from, and what became of it.
import { splitTaskId, type TaskResult, type TeamEvent, type Verdict } from "@teamwright/core";
import type { Link, Links } from "./lineage.ts";

export interface Artifact {
  /** The task, and behind a dot which of its versions when it made several. */
  artifact_id: string;
  task: string;
  role: string;
  /** `artifact_type` of the result's data, else the pipeline's node, else the prefix. */
  type: string;
  version: number;
  /** Below the session folder. */
  path: string;
  /** Artifacts it was made from. */
  dependencies: string[];
  /** Pending: nobody has judged it. */
  validation_status: "pending" | "approved" | "concerns" | "rejected" | "superseded";
  /** The last verdict of each review of it. The worst one counts. */
  verdicts: Record<string, { task: string; verdict: Verdict }>;
  superseded_by?: string;
  created_at: string;
}

/** Artifacts that are listed; the log has them all. */
const KEPT = 200;
const WORSE: readonly Verdict[] = ["approved", "concerns", "rejected"];

interface Shelf {
  artifacts: Artifact[];
  links: Links;
}

/** Takes one event in. The links of its task must be known. */
export function showArtifact({ artifacts, links }: Shelf, event: TeamEvent): void {
  switch (event.type) {
    case "task.completed":
    case "task.submitted":
      return put({ artifacts, links }, event.task, event.result);
    case "gate.evaluated": {
      const gate = links[event.task];
      if (!gate) return;
      gate.outcome = event.outcome;
      // Let through by what the gate declares: not good, but not what others must not build on.
      return judge({ artifacts, links }, event.task, event.outcome === "proceed" ? "concerns" : event.verdict);
    }
    case "task.approved": {
      const { kind, outcome } = links[event.task] ?? {};
      if (kind !== "gate") return sign(artifacts, event.task, "approved");
      if (outcome !== "revise") judge({ artifacts, links }, event.task, outcome ? "concerns" : "approved");
      return;
    }
    case "task.returned":
      return sign(artifacts, event.task, "rejected");
    case "node.reset":
      for (const row of artifacts) if (links[row.task]?.node === event.node) row.validation_status = "superseded";
      return;
    default:
  }
}

function put({ artifacts, links }: Shelf, task: string, result: TaskResult): void {
  const link = links[task];
  if (!link || result.artifact === undefined) return;
  const earlier = replaced({ artifacts, links }, task, link);
  const read = Object.keys(links).filter((id) => link.context?.includes(links[id]!.node ?? ""));
  const own = artifacts.filter((a) => a.task === task).length;
  const named = result.data?.artifact_type;
  const row: Artifact = {
    artifact_id: own === 0 ? task : `${task}.${own + 1}`,
    task,
    role: link.role,
    type:
      typeof named === "string" && named !== ""
        ? named.slice(0, 64)
        : (link.node ?? earlier?.type ?? (splitTaskId(task)?.prefix ?? task).toLowerCase()),
    version: (earlier?.version ?? 0) + 1,
    path: result.artifact,
    dependencies: [
      ...new Set(sources(links, [...link.needs, ...read]).flatMap((id) => current(artifacts, id)?.artifact_id ?? [])),
    ],
    validation_status: link.kind === "gate" ? "approved" : "pending",
    verdicts: {},
    created_at: new Date(result.at).toISOString(),
  };
  if (earlier) {
    earlier.superseded_by = row.artifact_id;
    earlier.validation_status = "superseded";
  }
  artifacts.push(row);
  if (artifacts.length > KEPT) artifacts.shift();
}

/**
 * What a new artifact of `task` takes the place of: its own last one, the last review of the same work, the one thing it
 * revises, or what its node made before it was started again.
 */
function replaced({ artifacts, links }: Shelf, task: string, link: Link): Artifact | undefined {
  const own = current(artifacts, task);
  if (own) return own;
  const anew = artifacts.findLast((a) => {
    const before = links[a.task];
    if (a.superseded_by !== undefined || before?.lane !== link.lane || before.item !== link.item) return false;
    return a.validation_status === "superseded" || (link.kind === "gate" && subject(before) === subject(link));
  });
  if (link.kind === "gate" || !link.revises) return anew;
  const revised = sources(links, link.revises).filter(
    (id) => links[id]?.kind === "work" && links[id]?.role === link.role,
  );
  const found = [...new Set(revised.map((id) => current(artifacts, id)))].filter((a) => a !== undefined);
  return found.length === 1 ? found[0] : undefined;
}

/** The first of what a review judges, the same in each of its rounds. */
const subject = ({ revises, subject, needs }: Link): string | undefined => revises?.[0] ?? subject ?? needs[0];

/** The artifact of a task, or whatever took its place. */
function current(artifacts: readonly Artifact[], task: string): Artifact | undefined {
  let found = artifacts.findLast((a) => a.task === task);
  while (found?.superseded_by !== undefined) {
    const next = artifacts.find((a) => a.artifact_id === found?.superseded_by);
    if (!next) break;
    found = next;
  }
  return found;
}

/** The tasks behind `needs`: of a review also what it judged, of a question what it was about. */
function sources(links: Links, needs: readonly string[]): string[] {
  const found = new Set<string>();
  const look = [...needs];
  for (let id = look.shift(); id !== undefined; id = look.shift()) {
    if (found.has(id)) continue;
    found.add(id);
    const link = links[id];
    if (link && link.kind !== "work") look.push(...(link.revises ?? []), ...link.needs);
  }
  return [...found];
}

/** Gives what a gate judged its verdict. */
function judge({ artifacts, links }: Shelf, gate: string, verdict: Verdict): void {
  for (const id of judgedBy(links, gate)) {
    const row = artifacts.findLast((a) => a.task === id);
    if (row) note(row, links[gate]!.lane, { task: gate, verdict });
  }
}

/** The work a gate judged; of a gate before it, what that one judged. */
function judgedBy(links: Links, gate: string): string[] {
  const { needs = [], revises = [], judges } = links[gate] ?? {};
  const all = [...needs, ...revises].filter((id) => links[id]);
  const own = all.filter((id) => links[id]!.node === undefined || judges?.includes(links[id]!.node));
  return (own.length > 0 ? own : all).flatMap((id) =>
    links[id]!.kind === "work" ? [id] : links[id]!.kind === "gate" ? judgedBy(links, id) : [],
  );
}

/** A person's word on the artifact of a task. */
function sign(artifacts: readonly Artifact[], task: string, verdict: Verdict): void {
  const row = artifacts.findLast((a) => a.task === task);
  if (row) note(row, "person", { task, verdict });
}

function note(row: Artifact, review: string, found: { task: string; verdict: Verdict }): void {
  row.verdicts[review] = found;
  if (row.validation_status === "superseded") return;
  const verdicts = Object.values(row.verdicts).map((v) => v.verdict);
  row.validation_status = WORSE.findLast((v) => verdicts.includes(v))!;
}
