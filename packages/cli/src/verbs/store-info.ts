import { TeamError } from "@teamwright/core";
import type { LogStore } from "@teamwright/core/store";
import { findStore, openStore, shownAddress } from "@teamwright/runtime";
import { counted } from "../counted.ts";
import { type Damage, damageOf, damageText, sayDamaged } from "../damage.ts";
import { plainText } from "../plain-text.ts";
import { lostEnd } from "../replay-log.ts";
import { sayResult } from "../say-result.ts";
import type { Invocation } from "../verbs.ts";

type Length = {
  readonly id: string;
  readonly records: number;
  readonly bytes: number;
  readonly last: number;
  readonly snapshot: number | null;
} & Partial<Damage>;

/** Says which store this is, what it can do, and how long each log is; of a damaged one, how far it can be read. */
export async function storeInfo({ globals }: Invocation): Promise<number> {
  const place = findStore(globals.store);
  const store = await openStore(place.url);
  const url = shownAddress(place.url);
  const logs: Length[] = [];
  for await (const id of store.logs()) logs.push(await lengthOf(store, id));
  const offers = {
    watch: store.watch !== undefined,
    snapshots: store.snapshots !== undefined,
    trim: store.trim !== undefined,
  };
  await store.close();
  if (!globals.json) process.stdout.write(`${url}\n${logs.map(lengthText).join("") || "  empty\n"}`);
  const damaged = logs.filter(({ wrong }) => wrong !== undefined);
  if (damaged.length > 0)
    return sayDamaged(`${damaged.length} of ${logs.length} logs are damaged.`, globals.json, {
      log: damaged[0]!.id,
      url,
      offers,
      logs,
    });
  if (globals.json) sayResult({ url, offers, logs });
  return 0;
}

async function lengthOf(store: LogStore, id: string): Promise<Length> {
  let [records, bytes, last] = [0, 0, 0];
  let damage: Damage | undefined;
  try {
    for await (const record of store.read(id, 0))
      [records, bytes, last] = [records + 1, bytes + record.bytes.length, record.position];
    const lost = await lostEnd(store, id, last);
    if (lost) throw lost;
  } catch (error) {
    if (!TeamError.is(error, "STORE_CORRUPT")) throw error;
    damage = damageOf(error);
  }
  const snapshot = (await store.snapshots?.load(id).catch(() => null))?.position ?? null;
  return { id, records, bytes, last, snapshot, ...damage };
}

/** A session that was compacted stays listed: its name is taken, and the snapshot knows how it ended. */
function lengthText({ id, records, bytes, snapshot, ...damage }: Length): string {
  const length =
    records === 0 && damage.wrong === undefined
      ? `compacted: its end is known, its ${snapshot ?? 0} records were moved or forgotten`
      : `${counted(records, "record")}, ${bytes} bytes${snapshot === null ? "" : `, snapshot at ${snapshot}`}`;
  const text = `  ${plainText(id)}  ${length}`;
  return damage.wrong === undefined ? `${text}\n` : `${text}; DAMAGED\n${damageText(damage as Damage)}`;
}
