import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { LIMITS } from "@teamwright/core";
import { makeComplaint, type Complaint } from "./complaint.ts";

/** Reads a role file as text, or says why not. At most `LIMITS.roleFile` bytes are ever held; a pipe or device is never waited for. */
export async function readRoleFile(file: {
  path: string;
  shown: string;
}): Promise<{ text: string } | { complaint: Complaint }> {
  const start = { path: file.shown, line: 1, column: 1 };
  try {
    await using handle = await open(file.path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const info = await handle.stat();
    if (!info.isFile()) {
      const kind = info.isDirectory() ? "a folder" : "a pipe, socket or device";
      return { complaint: makeComplaint("ROLE_FILE_KIND", start, { kind }) };
    }
    const max = LIMITS.roleFile;
    if (info.size > max) {
      return { complaint: makeComplaint("ROLE_FILE_LARGE", start, { size: `${info.size} bytes`, max: String(max) }) };
    }
    const buffer = new Uint8Array(max + 1);
    let length = 0;
    for (let got = 1; got > 0 && length <= max; length += got) {
      got = (await handle.read(buffer, length, buffer.length - length, null)).bytesRead;
    }
    if (length > max)
      return { complaint: makeComplaint("ROLE_FILE_LARGE", start, { size: `over ${max} bytes`, max: String(max) }) };
    return decode(buffer.subarray(0, length), start);
  } catch (cause) {
    return { complaint: complaintOf(cause as NodeJS.ErrnoException, start) };
  }
}

function decode(
  bytes: Uint8Array,
  start: { path: string; line: number; column: number },
): { text: string } | { complaint: Complaint } {
  const wide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (wide) return { complaint: makeComplaint("ROLE_FILE_BINARY", start, { reason: "it is UTF-16" }) };
  try {
    return { text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    const good = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
    const before = good.slice(0, good.indexOf("\uFFFD")).split("\n");
    const place = { path: start.path, line: before.length, column: before.at(-1)!.length + 1 };
    return { complaint: makeComplaint("ROLE_FILE_BINARY", place, { reason: "this byte is not UTF-8" }) };
  }
}

/** What an operating system says about a path, as a complaint. */
export function complaintOf(
  cause: NodeJS.ErrnoException,
  place: { path: string; line: number; column: number },
): Complaint {
  if (cause.code === "ENOENT" || cause.code === "ENOTDIR")
    return makeComplaint("ROLE_FILE_MISSING", place, { hint: "" });
  if (cause.code === "ELOOP") return makeComplaint("ROLE_LINK_LOOP", place);
  const reasons: Record<string, string> = {
    EACCES: "permission denied",
    EPERM: "permission denied",
    EMFILE: "too many files are open",
  };
  const code = cause.code ?? "";
  return makeComplaint("ROLE_FILE_UNREADABLE", place, {
    reason: Object.hasOwn(reasons, code) ? reasons[code]! : code || "unknown cause",
  });
}
