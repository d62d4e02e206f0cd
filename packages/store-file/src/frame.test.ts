import { expect, test } from "vitest";
import { decodeFrame, encodeFrame } from "./frame.ts";

const frame = { position: 42, tag: "0123456789abcdef", bytes: new Uint8Array([1, 0, 255]) };

test("a frame comes back, and its first line can be read by people", () => {
  const file = encodeFrame(frame);
  expect(decodeFrame(file, 42)).toEqual(frame);
  expect(file.toString("latin1").split("\n")[0]).toMatch(
    /^TW1 0000000000000042 000000000003 0123456789abcdef [0-9a-f]{8}$/,
  );
});

test("one changed bit anywhere, one byte less, or another position, and it is no frame", () => {
  const file = encodeFrame(frame);
  for (let i = 0; i < file.length; i++) {
    const changed = Buffer.from(file);
    changed[i]! ^= 1;
    expect(decodeFrame(changed, 42), `byte ${i}`).toBeNull();
    expect(decodeFrame(file.subarray(0, i), 42), `cut at ${i}`).toBeNull();
  }
  expect(decodeFrame(file, 43)).toBeNull();
});
