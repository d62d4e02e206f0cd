import { findStore, openStore, shownAddress } from "@teamwright/runtime";
import type { Invocation } from "../verbs.ts";

/** Says which store this is, what it can do, and how long each log is. */
export async function storeInfo({ globals }: Invocation): Promise<number> {
  const place = findStore(globals.store);
  const store = await openStore(place.url);
  const url = shownAddress(place.url);
  const logs = [];
  for await (const id of store.logs()) {
    let records = 0;
    let bytes = 0;
    let last = 0;
    for await (const record of store.read(id, 0))
      [records, bytes, last] = [records + 1, bytes + record.bytes.length, record.position];
    logs.push({ id, records, bytes, last, snapshot: (await store.snapshots?.load(id))?.position ?? null });
  }
  const offers = {
    watch: store.watch !== undefined,
    snapshots: store.snapshots !== undefined,
    trim: store.trim !== undefined,
  };
  await store.close();
  if (globals.json)
    process.stdout.write(`${JSON.stringify({ ok: true, result: { url, offers, logs }, position: 0 })}\n`);
  else process.stdout.write(`${url}\n${logs.map((l) => `  ${l.id}  ${lengthOf(l)}`).join("\n") || "  empty"}\n`);
  return 0;
}

/** A session that was compacted stays listed: its name is taken, and the snapshot knows how it ended. */
function lengthOf({ records, bytes, snapshot }: { records: number; bytes: number; snapshot: number | null }): string {
  return records === 0
    ? `compacted: its end is known, its ${snapshot ?? 0} records were moved or forgotten`
    : `${records} records, ${bytes} bytes, snapshot at ${snapshot ?? "-"}`;
}
