import { findHeadings, type Heading } from "./find-headings.ts";
import type { Report } from "./report.ts";

export interface SplitBody {
  readonly heading: string;
  readonly intro: string;
  readonly phases: { context: string; work: string; validate: string };
}

const SLOTS = { 2: "context", 3: "work", 4: "validate" } as const;
const TITLES = { 2: "Context", 3: "Work", 4: "Validation" } as const;
type Slot = keyof typeof SLOTS;

/** A heading that starts a phase. `phase` is null for one that names several, like "Phase 2-4". */
interface Start extends Heading {
  readonly phase: number | null;
}

/**
 * Splits a body by its headings "Phase 2 ...", "Phase 3 ...", "Phase 4 ..." of any level.
 * A phase runs to the next phase heading, so other headings between belong to the phase above them. Text under phase 0,
 * 1 or 5 is the kernel's and left out, up to the next heading of the same or a higher level. "Phase 3A" and "Phase 3.1"
 * belong to phase 3, "Phase 1.5" to phase 2. "Phase 2-4" has phases below it, or is all work. "## 2. Boundaries" is no phase.
 */
export function splitPhases(body: { text: string; start: number }, report: Report, coordinator: boolean): SplitBody {
  const { text } = body;
  const { headings, openFence } = findHeadings(text);
  const title = headings[0] && text.slice(0, headings[0].start).trim() === "" ? headings[0] : undefined;
  const heading = title?.text ?? headings.find((h) => h.level === 1)?.text ?? "";
  if (openFence) report.add("ROLE_CODE_UNCLOSED", body.start + openFence.start, { fence: openFence.fence });
  const starts = phaseStarts(headings);
  const ours = starts.filter((s) => s.phase === null || isSlot(s.phase));
  const kernels = starts.filter((s) => s.phase !== null && !isSlot(s.phase));
  if (text.trim() === "") {
    if (!coordinator) report.add("ROLE_BODY_EMPTY", body.start);
    return { heading, intro: "", phases: { context: "", work: "", validate: "" } };
  }
  const otherwise = numberedOtherwise(starts);
  if (ours.length === 0 || otherwise || (coordinator && kernels.length > 0)) {
    const found = starts.map((s) => s.phase).join(", ");
    if (!coordinator && ours.length > 0) report.add("ROLE_PHASES_OTHER", body.start + starts[0]!.start, { found });
    else if (!coordinator) report.add("ROLE_PHASES_MISSING", body.start + (title?.start ?? 0));
    return {
      heading,
      intro: "",
      phases: {
        context: "",
        work: trimLines(text.slice(title && title.start !== starts[0]?.start ? title.end : 0)),
        validate: "",
      },
    };
  }
  const pieces = cut(text, headings, starts);
  complain({ starts, kernels, shift: body.start, coordinator }, report);
  const introEnd = Math.min(...starts.map((s) => s.start));
  const introStart = title && title.start < introEnd ? title.end : 0;
  return { heading, intro: trimLines(text.slice(introStart, introEnd)), phases: pieces };
}

/** Phases 1, 2, 3 without a 4, or going on to 6 and 7, are the role's own and not the five of a task. */
const numberedOtherwise = (starts: readonly Start[]): boolean => {
  const numbers = starts.map((s) => s.phase ?? 4);
  return numbers.some((n) => n > 5) || (numbers.some((n) => !isSlot(n)) && !numbers.includes(4));
};

const isSlot = (phase: number | null): phase is Slot => phase === 2 || phase === 3 || phase === 4;

function phaseStarts(headings: readonly Heading[]): Start[] {
  const found = headings.flatMap((h): Start[] => {
    const match =
      /^phase\s*(\d{1,2})(?:(\.\d+)|[a-z](?![a-z]))?(?:\s*(?:[-\u2013\u2014~+&,/]|to|and)\s*(?:phase\s*)?(\d{1,2})(?!\d))?/i.exec(
        h.text,
      );
    if (!match) return [];
    const [, number, fraction, end] = match;
    const to = end === undefined ? null : Number(end);
    // Phase 1.5 is what a role adds before its phase 2.
    const from = number === "1" && fraction ? 2 : Number(number);
    return [{ ...h, phase: to !== null && to > from ? null : from }];
  });
  const levels = new Map<number | null, number>();
  for (const s of found) levels.set(s.phase, Math.min(levels.get(s.phase) ?? 7, s.level));
  const top = Math.min(...[2, 3, 4].map((phase) => levels.get(phase) ?? 7));
  const starts: Start[] = [];
  let open: Start | undefined;
  for (const s of found) {
    // Deeper than the same phase elsewhere, or than the phases around it: a step inside a phase, not a phase.
    if (s.level > levels.get(s.phase)!) continue;
    const inside = open !== undefined && open.phase !== null && s.level > open.level;
    if (inside && s.phase !== open!.phase! + 1) continue;
    if (s.phase !== null && !isSlot(s.phase) && s.level > top) continue;
    starts.push(s);
    open = s;
  }
  return starts;
}

function cut(text: string, headings: readonly Heading[], starts: readonly Start[]): SplitBody["phases"] {
  const phases = { context: [] as string[], work: [] as string[], validate: [] as string[] };
  let last: Slot | null = null;
  const add = (slot: Slot, from: number, to: number): void => void phases[SLOTS[slot]].push(text.slice(from, to));
  for (const [index, start] of starts.entries()) {
    const end = starts[index + 1]?.start ?? text.length;
    if (start.phase === null) add(3, start.end, end);
    else if (isSlot(start.phase)) {
      const again = phases[SLOTS[start.phase]].some((piece) => piece.trim() !== "");
      add(start.phase, again ? start.start : start.end, end);
      last = start.phase;
    } else if (last !== null) {
      const after = headings.find((h) => h.start > start.start && h.level <= start.level);
      if (after && after.start < end) add(last, after.start, end);
    }
  }
  const join = (parts: string[]): string => parts.map(trimLines).filter(Boolean).join("\n\n");
  return { context: join(phases.context), work: join(phases.work), validate: join(phases.validate) };
}

function complain(
  of: { starts: Start[]; kernels: Start[]; shift: number; coordinator: boolean },
  report: Report,
): void {
  const { starts, shift } = of;
  const [first] = starts;
  for (const kernel of of.kernels)
    report.add("ROLE_PHASE_KERNEL", shift + kernel.start, { phase: String(kernel.phase) });
  let highest = 0;
  for (const { phase, start } of starts) {
    if (!isSlot(phase)) continue;
    if (phase < highest)
      report.add("ROLE_PHASE_ORDER", shift + start, { phase: String(phase), after: String(highest) });
    highest = Math.max(highest, phase);
  }
  if (of.coordinator || starts.some((s) => s.phase === null)) return;
  for (const phase of [2, 3, 4] as const) {
    if (starts.some((s) => s.phase === phase)) continue;
    const words = { phase: String(phase), name: SLOTS[phase], title: TITLES[phase] };
    report.add("ROLE_PHASE_MISSING", shift + first!.start, words);
  }
}

const trimLines = (text: string): string => text.replace(/^(?:[ \t\r]*\n)+/, "").trimEnd();
