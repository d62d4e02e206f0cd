import { expect, test } from "vitest";
import { encodeFrame, NO_TAG, pieceAt } from "./frame.ts";

const frame = { position: 42, tag: "0123456789abcdef", previous: NO_TAG, bytes: new Uint8Array([123, 0, 255]) };
const latin = (text: string) => Buffer.from(text, "latin1");
const kinds = (file: Buffer) => {
  const found: string[] = [];
  for (let at = 0; ;) {
    const piece = pieceAt(file, at, true);
    found.push(piece.kind === "frame" ? String(piece.frame.position) : piece.kind);
    if (piece.kind === "damaged" || piece.kind === "open") return found;
    at = piece.end;
  }
};

test("a frame comes back, and people can read it", () => {
  const file = encodeFrame(frame);
  expect(pieceAt(file, 0, true)).toEqual({ kind: "frame", frame, end: file.length });
  const text = encodeFrame({ ...frame, bytes: latin('{"a":1}') }).toString("latin1");
  expect([text[0], text.slice(1)]).toEqual([
    "\x1e",
    expect.stringMatching(/^TW2 0000000000000042 000000000007 0123456789abcdef 0{16} t \{"a":1\} [0-9a-f]{8}\n$/),
  ]);
});

test.each([
  ["nothing", ""],
  ["a line end", "a\nb"],
  ["the byte that begins a frame", "\x1e"],
  ["NULs at its end", "a\0\0"],
  ["a whole frame", encodeFrame(frame).toString("latin1")],
])("a record of %s is written without a byte that begins or ends a frame", (_, text) => {
  const file = encodeFrame({ ...frame, bytes: latin(text) });
  expect([file.lastIndexOf(0x1e), file.indexOf(0x0a)]).toEqual([0, file.length - 1]);
  expect(pieceAt(file, 0, true)).toMatchObject({ kind: "frame", frame: { bytes: new Uint8Array(latin(text)) } });
});

test("one changed bit anywhere and a frame is damaged, also at the end of the file", () => {
  const file = encodeFrame(frame);
  for (let bit = 0; bit < file.length * 8; bit++) {
    const changed = Buffer.from(file);
    changed[bit >> 3]! ^= 1 << (bit & 7);
    expect(kinds(changed).at(-1), `bit ${bit} alone`).toBe("damaged");
    expect(kinds(Buffer.concat([changed, file])).slice(-1), `bit ${bit} before another`).toEqual(["damaged"]);
  }
});

test("cut short it is not there yet, or void for ever once another is behind it", () => {
  const file = encodeFrame({ ...frame, bytes: latin("0123456789") });
  for (let length = 1; length < file.length; length++) {
    const cut = file.subarray(0, length);
    expect(kinds(cut), `${length} bytes`).toEqual(["open"]);
    expect(kinds(Buffer.concat([cut, file])), `${length} bytes`).toEqual(["void", "42", "open"]);
    const nuls = Buffer.concat([cut, Buffer.alloc(file.length)]);
    expect(kinds(nuls), `${length} bytes and NULs`).toEqual(["open"]);
    expect(kinds(Buffer.concat([nuls, file])), `${length} bytes and NULs`).toEqual(["void", "42", "open"]);
  }
});

test("what somebody else wrote is void, and damage if it has an end", () => {
  const file = encodeFrame(frame);
  expect(kinds(Buffer.concat([file, latin("hello"), file]))).toEqual(["42", "void", "42", "open"]);
  expect(kinds(Buffer.concat([file, latin("hello\n"), file]))).toEqual(["42", "damaged"]);
});

test("what is not all in memory is not judged", () => {
  const file = encodeFrame(frame);
  for (let length = 0; length < file.length; length++) {
    const piece = pieceAt(file.subarray(0, length), 0, false);
    expect(piece, `${length} bytes`).toMatchObject({ kind: "open" });
    if (piece.kind === "open") expect(piece.need).toBeGreaterThan(length);
  }
});
