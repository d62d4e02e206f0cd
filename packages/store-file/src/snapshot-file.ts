import { randomBytes } from "node:crypto";
import fs from "node:fs";
import { join } from "node:path";
import type { Snapshot } from "@teamwright/core/store";
import { makeFolder } from "./disk.ts";
import { encodeFrame, HEADER_LENGTH, NO_TAG, pieceAt, positionOf } from "./frame.ts";
import { logFolder, snapshotPath, tempFolder, type Layout } from "./layout.ts";
import { ifThere } from "./store-error.ts";

/** The newest snapshot that is whole; null if there is none, or the file is torn. Not synced: a cache may be lost. */
export function loadSnapshot(layout: Layout, log: string): Snapshot | null {
  const file = ifThere(() => fs.readFileSync(snapshotPath(layout, log)));
  const piece = file && pieceAt(file, 0, true);
  return piece?.kind === "frame" ? { position: piece.frame.position, bytes: piece.frame.bytes } : null;
}

/** Keeps `bytes` unless a newer snapshot is there. */
export function saveSnapshot(layout: Layout, log: string, { position, bytes }: Snapshot): void {
  const path = snapshotPath(layout, log);
  if (savedPosition(path) > position) return;
  const temp = join(tempFolder(layout), randomBytes(8).toString("hex"));
  makeFolder(logFolder(layout, log));
  try {
    const frame = encodeFrame({ position, tag: NO_TAG, previous: NO_TAG, bytes });
    fs.writeFileSync(temp, frame, { mode: 0o600, flag: "wx" });
    fs.renameSync(temp, path);
  } finally {
    fs.rmSync(temp, { force: true });
  }
}

function savedPosition(path: string): number {
  const fd = ifThere(() => fs.openSync(path, "r"));
  if (fd === undefined) return 0;
  try {
    const header = Buffer.alloc(HEADER_LENGTH);
    fs.readSync(fd, header, 0, HEADER_LENGTH, 0);
    return positionOf(header) ?? 0;
  } finally {
    fs.closeSync(fd);
  }
}
