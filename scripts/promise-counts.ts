// The README's table of stores, from what `npm run stores -- --save` kept.

/** By store: the verdict on each promise, or why it was not run. */
export type SavedPromises = Readonly<Record<string, Readonly<Record<string, string>> | string>>;

/** Promises by their first part: how many of them each store keeps. */
export function promiseCounts(saved: SavedPromises): string {
  const names = Object.keys(saved);
  const all = new Set(
    Object.values(saved).flatMap((report) => (typeof report === "string" ? [] : Object.keys(report))),
  );
  const groups = groupBy(all, (id) => id.split("/")[0]!);
  const rows = [...groups].map(([group, ids]) => {
    const cells = names.map((name) => {
      const report = saved[name]!;
      if (typeof report === "string") return "not run";
      const offered = ids.filter((id) => report[id] !== "not offered");
      const met = offered.filter((id) => report[id] === "met").length;
      return offered.length === 0 ? "not offered" : `${met} of ${ids.length}`;
    });
    return `| ${group} | ${cells.join(" | ")} |`;
  });
  return [`| promises about | ${names.join(" | ")} |`, `| --- |${names.map(() => " --- |").join("")}`, ...rows].join(
    "\n",
  );
}

/** Map.groupBy, which Node 20 lacks. */
function groupBy(items: Iterable<string>, keyOf: (item: string) => string): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
