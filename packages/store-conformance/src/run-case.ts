import type { LogStore } from "@teamwright/core/store";
import type { Capability, Case, Handle, Subject } from "./case.ts";
import { openCrew, type Crew } from "./crew.ts";
import { deadline } from "./deadline.ts";

const CASE_MS = 100_000;

/** Runs one case on a fresh location. Resolves to the missing capability if the store does not offer it; rejects if the case fails. */
export async function runCase(subject: Subject, { needs, run, title }: Case): Promise<Capability | null> {
  const location = await subject.location();
  const opened: LogStore[] = [];
  let crew: Crew | undefined;
  const open = async () => {
    const store = await subject.open(location);
    opened.push(store);
    // A case runs only where the store offers what it needs, so the missing members are never touched.
    return store as Handle;
  };
  try {
    const [a, b] = [await open(), await open()];
    const needed = [needs ?? []].flat();
    const missing = needed.find((capability) => !offers(subject, a, capability));
    if (missing) return missing;
    crew = needed.includes("processes") ? openCrew(subject.module!, location) : undefined;
    await deadline(run({ a, b, open, crew: crew!, points: subject.points ?? [] }), title, CASE_MS);
    return null;
  } finally {
    await crew?.dismiss();
    // A store that fails to close has its own case for that.
    await Promise.allSettled(opened.map(async (store) => store.close()));
    await subject.cleanup?.(location);
  }
}

function offers(subject: Subject, store: LogStore, capability: Capability): boolean {
  return capability === "processes" ? subject.module !== undefined : store[capability] !== undefined;
}
