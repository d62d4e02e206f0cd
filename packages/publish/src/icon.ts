// The picture of a pack that brings none: three workers and their ties, on a colour that follows from the pack's name. The same bytes everywhere.
import { crc32 } from "node:zlib";

/** Where it lies in the plugin; a pack's own `assets/icon.png` takes its place. */
export const ICON = "assets/icon.png";

/** What MCPB asks for. */
const SIZE = 512;
/** Dark enough for a white drawing. */
const COLOURS = ["1f4e79", "5b2a86", "7a1f3d", "8a3b12", "2f5d1f", "0f5c5c", "3d3d8f", "6b4f12"] as const;
/** Its pixels, two to a byte, from the colour (0) to white (15). Packed here and not when it is built: how deflate packs is each Node's own. */
const PIXELS = Buffer.from(
  "eNrtnT+MVUUUxu9ld1lYmsWGIGuCRG0MxsYGlRALDTGuREsMEGNl5I+JjTZY2ywkJFZmMSRqtyDSqRtjpDG6EQ2JUfISURpNXiMCu/veNfiHLO/t" +
    "vvlz59x55zvfr37JmTnv3pkz3zcztygIIYQQQgghhBBCCCGEEEIIIYQQQgghhBBCCCGEEEIIIYQQQgghhBBCCCGEEEIIIcGUm3fs2Dxptff3PP3O" +
    "p99cufLz1x+9cr/B7j/w1rfVHf748Clj3R95tVXdReeDRy31/6HPqz5+f9nO0Le3Va1C55SR4bDc365WpXth0kb/qzUxkYFnqwF8gt//Xe1BCeie" +
    "Qe//llY1kM7r4PP/fOVgCboeKA9XTi4jD4Rb2+4EdE9afgHAX4LnKi9+QO3/WNsvAd19oAk4UnlyDbP/69u+Cegesv0AgD4CY23/BECOAtNVAL8C" +
    "1gCtkAR08GqBbVUQ5+BWAbNhCbiFtiJY3w5LANxM+GQVyPdgb8B8aAKWsN6B8SqYY7bfALR3YC48AYtI/R9thyegu8duFYRXCx2MScB1y5Mg2EQ4" +
    "VkWxz/YQgDQITMclAEcUmI1LwC2U/q9rxSWgsx1lKVxFgrIk3hSbgLMgCdgdm4CrIAk4GpuAv+wuBaEWhLGTAMw0MFpFg7EiHo9PAIYsNhGfgNMQ" +
    "CZiKT8AXEAl4JD4Bv0Ak4Pn4BPxpuw5CqYRm4hNw03YhiFIKzscnYAmh/+VCfAKWJ5kAgAS04hPQQUjAujoJ2M4EMAFMAAdBToNMAEthLoa4HKYg" +
    "QkmMoqhWzMvi5o0R89aYeXPUvD1ufoMEt8iY3yRlfpuc+Y2S5rfKmt8sze3y5g9MmD8yY/7QlPljczw4af7orPnD0zw+b/4CBfNXaJi/RIXX6Ji/" +
    "SMn8VVq8TM38dXq8UNH8lZq8VNX8tbrFRt8EnABNgLdFdhU0Ad7F4C3M/vvLQlhiUEwxfA4yAQf8E/AbYv9Ddo1j7BLvrYMsGuMr2RmSgEuACQja" +
    "NH4Tr//m9YCNYYoQXjUcuEkCThEpe8yxbs8b0ekpExfRJsJePWix96Orc+Ca0Lb+R/zuz+5Og1fDR1cd5FZ8eHkj6DbZ/1i34JrmeqfJ5e1QCRh3" +
    "Fzoz0O7wTnepuxO6Gp5xL3bWI1fDI233crd3udxFqoYnfASPA5BHxlavg895lgowdfC8j+jZK5oCX6+/huw9C7tXeMrP+NgNeXD2Nsd7evb26j/b" +
    "0POzGzB1cMvvKIzv79Th/c96Pinq8H63p0BNUu/RfQzTJPWf3/3qBQQxqFbFqI6AGn8C0SQNWeX5rBrVEbTOnwE0SYOUHkRZKEjrG8eThcLUXrd6" +
    "rI5Avf8onEkaOLXDyUJloOc3hmaShnaoRDNJgx9ptGo4eFADM0nDpzUwkzSisMEySSNKW6xqOGJxA2WSxixvoUzSKIEDySSNmtSBquE4kRPIJI2U" +
    "uXFM0kijA8ckjbS6YEzSWLMTxiSN/idRTNLodxnFJI0ezUFM0vj5HMQkrVHRYchCNWp6CJO0zqoOwiStta5HMElrKTsIslAtbQ/AJK2n7gKYpDX1" +
    "ff0mac2pXL0sVNfjU2+S1u2AepO09iOsvRquPYgpN0nrT2PKTdIEhYxukzRBKau7Gk6wmFFtkqZYzqo2SZMIGppN0iSTuOJqOI2oqdgkTSRr6zVJ" +
    "Exkbek3SRNaWWpM0lbmp1iRN9s9pNUmTvbtaTdJko7dSkzTd/K3UJE1YwemUhRLW8CpN0pSrOJUmadJ1vEaTNKmSo1EWSqrlKTRJ06q5Ck3SxHq+" +
    "PpM08dStThZK7empM0lTN1idSZr8kdVWDScftJSZpOmnLWUmqUDhosskFShddVXDAosXVSapxPJVlUkqImBoMklFJm1F1bCMiKnIJBWSsfWYpEJG" +
    "hh6TVMjKUmOSSpmZakxSsX9Ki0kq9q5qMUnFRmslJqncfK3EJBWs2HTIQoI1uwqTVHLVpsIkFV23azBJRZUbDbKQqHanwCSVVW8VmKTC+v3wm6TC" +
    "U/XQy0LSHt7Qm6TSDRx6k1T8ER32alh8kBpyk1R+mhpyk7SBQmU4TdLbn81tqFRdNcT/8fPMfI+9+e+Hk999cbKBxUrfYmtl/Bzdf+azOzNf96cG" +
    "lqt9y+2V8d9oPAUPvjfo2/EigsWBQRF/fKHZv39va1BrZCbpbQNDdk41+BCU+9sDGyMjWo46gl5oLAPla9VghGTrWUfYiw1loHzJ0RAp42K3K+5X" +
    "zWRgl6sdUtbVBmfgM030f0vb1Qwp83JdyxW5+3oD0te8838Qs6+PO0MviUtl5WFnI+Q2MEy5Y1+WHga2tt2NENMqxtyxuyeFl71z7jbIbWIq3a9f" +
    "tSi7TH7c3QJJvXLaI/x50RFwwaMFp+XiT3iEX5YcB5/waED1JW58rwdA8C/IHb94uPLiY9T45ZxfA6RMi9zxi62VJycx4xdHfBtwDTP+SMu3ATLm" +
    "de74DkkqtyTWgG923L8BNxDjj7T9GyBxrid3/OLeKoD38eIXB0MacB0vfrkQ0oD01lDu+H3WnINDaPF95ChRWSx3/LBXUOAlzB3fR42S1MVyx3cZ" +
    "c+L2YO74fXuUnJzAit+3QcXJJaz4oWNQ8lEod3ynNS1tkeeOX7ZCG9CZRIpfjFbB7EGK37cR0oNjSPGLTeENOIsUv7gvvAHfIcV3b88R3iiUO374" +
    "NJx4Is4dP0SQFBEmc8cPr0MSVyK54xfz4Q1YQopfLIQ3YBkpfhnTgEmc+BGleNpiPHd8jz2asvtFc8dnApgA6wkwPwianwbNF0Ishc0vhswvh80L" +
    "IuYlMfOiqHlZ3LwxYt4aM2+OmrfHuUHC/BYZ85ukzG+TM79R0vxWWW6WNr9d3vyBCfNHZnhoyvyxOfMHJ3l01vzhafPH53mBgvkrNMxfosJrdMxf" +
    "pOT1F0j+Abnje12mdh45vsd1erLX2eWO775QUfpCw9zxnVdqSl9pmTu+61JV+UtNc8cffK1uE9fa5o4/8GLlMxbiD7hau5mrrXPHX/ty9YtG4q9x" +
    "vX6T19tnjr/qBxaa/cBB5vhF/yc2Gv7ERfb4vR9Zaf4jJ7njF3d/ZqcwGP8fsn7oaAjiE0IIIYQQQgghhBBCCCGEEEIIIYQQQgghhBBCCCGEEEII" +
    "IYQQQgghhBBCCCGEEEIIIYQQQgghhBDSGH8DkN3gOQ==",
  "base64",
);

/** A PNG of `SIZE` by `SIZE` pixels, 2.5 KB. */
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
