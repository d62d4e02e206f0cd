// A pipeline for a terminal: a line for each node, and beside it the paths that lead on, as a version history is drawn.
import type { Step } from "./pipeline-steps.ts";

const MARK = { work: "●", gate: "◆", ask: "?" } as const;
/** By what a place is joined to: up 1, down 2, left 4, right 8. */
const JOINTS = " ╵╷│╴╯╮┤╶╰╭├─┴┬┼";

export function drawText(steps: readonly Step[]): string {
  const wide = Math.max(...steps.map(({ name }) => name.length));
  // The node that each lane leads to.
  const lanes: (string | undefined)[] = [];
  const rows: { picture: string; text: string }[] = [];
  for (const [i, step] of steps.entries()) {
    const found = lanes.indexOf(step.name);
    const own = found < 0 ? freeLane(lanes) : found;
    const before = lanes.map((lane, k) => lane !== undefined || k === own);
    const loop = step.loop === undefined ? [] : [`rejected: ${step.loop}`];
    rows.push({
      picture: before.map((on, k) => (k === own ? MARK[step.kind] : on ? "│" : " ")).join(" "),
      text: `${step.name.padEnd(wide)}  ${[step.seat, ...step.notes, ...loop].join(", ")}`,
    });
    lanes[own] = undefined;
    const after = steps.slice(i + 1).filter(({ needs }) => needs.includes(step.name));
    const ends = after.map(({ name }) => {
      const there = lanes.indexOf(name);
      const lane = there >= 0 ? there : lanes[own] === undefined ? own : freeLane(lanes, own);
      lanes[lane] = name;
      return lane;
    });
    if (ends.some((lane) => lane !== own)) rows.push({ picture: joints(own, ends, { before, lanes }), text: "" });
    while (lanes.length > 0 && lanes.at(-1) === undefined) lanes.pop();
  }
  const span = Math.max(...rows.map(({ picture }) => picture.length));
  return rows.map(({ picture, text }) => `${picture.padEnd(span)}  ${text}`.trimEnd()).join("\n");
}

/** The first lane that nothing leads along; kept so that `own` stays free for the first of its ends. */
function freeLane(lanes: (string | undefined)[], own = -1): number {
  const free = lanes.findIndex((lane, k) => lane === undefined && k !== own);
  if (free >= 0) return free;
  lanes.push(undefined);
  return lanes.length - 1;
}

/** The row between a node in lane `own` and the lanes that its paths go to. */
function joints(
  own: number,
  ends: readonly number[],
  { before, lanes }: { before: readonly boolean[]; lanes: readonly (string | undefined)[] },
): string {
  const first = Math.min(own, ...ends);
  const last = Math.max(own, ...ends);
  return lanes
    .map((lane, k) => {
      const joined = k === own || ends.includes(k) || (k > first && k < last);
      const up = before[k] ? 1 : 0;
      const down = lane === undefined ? 0 : 2;
      const sides = joined ? (k > first ? 4 : 0) + (k < last ? 8 : 0) : 0;
      return `${JOINTS[up + down + sides]}${k >= first && k < last ? "─" : " "}`;
    })
    .join("")
    .trimEnd();
}
