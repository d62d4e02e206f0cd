// The picture of a pack that brings none: three workers and their ties, on a colour that follows from the pack's name. The same bytes everywhere.
import { crc32 } from "node:zlib";

/** Where it lies in the plugin; a pack's own `assets/icon.png` takes its place. */
export const ICON = "assets/icon.png";

const SIZE = 128;
/** Dark enough for a white drawing. */
const COLOURS = ["1f4e79", "5b2a86", "7a1f3d", "8a3b12", "2f5d1f", "0f5c5c", "3d3d8f", "6b4f12"] as const;
/** Its pixels, two to a byte, from the colour (0) to white (15). Packed here and not when it is built: how deflate packs is each Node's own. */
const PIXELS = Buffer.from(
  "eNrtWL1OAkEQBhEUbYwxFv4kWJiYGBOewOALGOIDKD6BvoHE1kJ7E3+eQKTSBuMDECM1hAItDIWVfwicu4d3u3fs3d7MxMJkp9plMt/t7nzzzS" +
    "6xmDFjxoz9F5teIoUvnzYat1v4+JWmxax3iI2fteMZwi4uPn5m/drLFApgznLtErWAcwHwhVlC6lUA9AsIgDVLshoC4FgG+ITHjzRlgF4GDJC0" +
    "PJYHA6S9ACdggEkvQAkMsOgFeKRlEZNHMgB5C+RDJKeRTCQylcnFRC9nsqCQJY0sqnIi8yiABQFwjwI4EAAfmHjOpB5vrk0cj2Lj9pdZe+crKS" +
    "IA1p2987NoIQCunNPn2ejA40cZEb9t/sTvGBVzYIB59t2nwXCTDa/BADss6mIwnGDDN3AlPLB1ZwfjBNtNF1oNKV5CzoSXVQGhBjXlBKBH+85k" +
    "DK5JCcbfrsvfEXYgvSxY1N/FdA8s7L7US6SImETG476kIkmWyA4kkf4APyCExzg2Dx2a71C1YjSUNm9ataYgjodYMB5j2KwoHk9xaXmsKF+5vL" +
    "WmFBBJYKA8BrNZLaJCZCM11U6IzEdqqq2QRhOpqRaDWl3UppqJ/vvQWznwS/bKNG/pmaNqvRK0V3427Wr9ZiPk/CthVxrnytPOa9+66nxzfoS/" +
    "hFedG82z2r/t+MvBDIy0giBGpjWXe51frDBgDzq/WKF6jTq/XW7u5ToH99tcd60I93tfWSW4X74aK7ms82tfKNoXDBmAvAXyIZLTSCYSmcrkYq" +
    "KXM1lQhKSVcX5XVINEU+d3ZD1YtnX+QWMJaxw6f4S/gYl/ExszZsyYsb+1H2+QfkM=",
  "base64",
);

/** A PNG of 128 by 128. */
export function iconFor(name: string): Uint8Array {
  const colour = [...Buffer.from(COLOURS[crc32(name) % COLOURS.length]!, "hex")];
  const header = Buffer.alloc(13);
  header.writeUInt32BE(SIZE, 0);
  header.writeUInt32BE(SIZE, 4);
  header[8] = 4; // bits a pixel
  header[9] = 3; // by a palette
  const palette = Array.from({ length: 16 }, (_, i) => colour.map((c) => Math.round(c + ((255 - c) * i) / 15)));
  return Buffer.concat([
    Buffer.from("89504e470d0a1a0a", "hex"),
    chunk("IHDR", header),
    chunk("PLTE", Buffer.from(palette.flat())),
    chunk("IDAT", PIXELS),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(kind: string, data: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(data.length);
  const body = Buffer.concat([Buffer.from(kind, "latin1"), data]);
  const tail = Buffer.alloc(4);
  tail.writeUInt32BE(crc32(body));
  return Buffer.concat([head, body, tail]);
}
