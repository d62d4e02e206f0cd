// Program for a test: adds records as fast as it can, behind what it last knew, until the log has `total`; tells which it won.
import { appendRecord } from "../src/append-record.ts";
import { realDisk } from "../src/disk.ts";
import { lastPlace, type Seen } from "../src/read-records.ts";
import type { Place } from "../src/scan-segment.ts";
import { spareSegment } from "../src/spare-segment.ts";

const [root = "", name = "", total = ""] = process.argv.slice(2);
const layout = { root, segment: 1000 };
let place: Place | undefined;
const seen: Seen = { get: () => place, learn: (_, found) => (place = found) };
let wrote = 0;
const write: typeof realDisk.write = (fd, bytes) => {
  wrote++;
  return realDisk.write(fd, bytes);
};
// What decides is the writing; waiting for the disk would only make it slower.
const disk = { ...realDisk, write, sync: async () => {} };
const options = { layout, disk, seen, spare: spareSegment(), ring: () => {} };

process.once("message", () => void race());
process.send?.("ready");

async function race(): Promise<void> {
  const won: number[] = [];
  for (;;) {
    const last = (await lastPlace("log", layout, seen)).position;
    if (last >= Number(total)) break;
    if (await appendRecord("log", last, Buffer.from(`p${name}`), options)) won.push(last + 1);
  }
  process.send?.({ won, duds: wrote - won.length });
  process.disconnect();
}
