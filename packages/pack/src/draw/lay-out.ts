// Places for the nodes of a graph in layers from left to right, with few crossings. Paths over several layers get a place in each, so that none runs through a node.
import type { Step } from "./pipeline-steps.ts";

export interface Box {
  readonly width: number;
  readonly height: number;
}

export interface LaidOut {
  /** Upper left corners, by name. */
  readonly places: ReadonlyMap<string, { x: number; y: number }>;
  /** For each need: the points that its path goes through, from the node before to the node itself. */
  readonly paths: readonly { x: number; y: number }[][];
  readonly width: number;
  readonly height: number;
}

const GAP = { layers: 64, rows: 22, path: 10 } as const;

interface Stop extends Box {
  readonly id: string;
  readonly before: string[];
}

/** `boxes` has the size of each step. */
export function layOut(steps: readonly Step[], boxes: ReadonlyMap<string, Box>): LaidOut {
  const depth = new Map<string, number>();
  for (const { name, needs } of steps) depth.set(name, 1 + Math.max(-1, ...needs.map((need) => depth.get(need) ?? 0)));
  const layers: Stop[][] = [];
  const stop = (layer: number, made: Stop) => (layers[layer] ??= []).push(made);
  const chains: string[][] = [];
  for (const { name, needs } of steps) {
    const before: string[] = [];
    for (const need of needs) {
      const chain = [need];
      for (let layer = (depth.get(need) ?? 0) + 1; layer < depth.get(name)!; layer++) {
        const id = `${need}>${name}>${layer}`;
        stop(layer, { id, width: 0, height: GAP.path, before: [chain.at(-1)!] });
        chain.push(id);
      }
      before.push(chain.at(-1)!);
      chains.push([...chain, name]);
    }
    stop(depth.get(name)!, { id: name, ...boxes.get(name)!, before });
  }
  return place(sorted(layers), chains, boxes);
}

/** Each layer in the order of what it comes from, then each in the order of what it goes to, a few times. */
function sorted(layers: readonly Stop[][]): Stop[][] {
  const after = new Map<string, string[]>();
  for (const { id, before } of layers.flat()) for (const b of before) after.set(b, [...(after.get(b) ?? []), id]);
  const out = layers.map((layer) => [...layer]);
  const sweep = (order: readonly Stop[][], neighbours: (stop: Stop) => readonly string[]) => {
    const rank = new Map(out.flatMap((layer) => layer.map(({ id }, i) => [id, (i + 1) / (layer.length + 1)] as const)));
    for (const layer of order) {
      const mean = (stop: Stop) => {
        const ranks = neighbours(stop).map((id) => rank.get(id)!);
        return ranks.length === 0 ? rank.get(stop.id)! : ranks.reduce((a, b) => a + b, 0) / ranks.length;
      };
      const means = new Map(layer.map((stop) => [stop.id, mean(stop)]));
      layer.sort((a, b) => means.get(a.id)! - means.get(b.id)!);
      for (const [i, { id }] of layer.entries()) rank.set(id, (i + 1) / (layer.length + 1));
    }
  };
  for (let round = 0; round < 4; round++) {
    sweep(out, ({ before }) => before);
    sweep(out.toReversed(), ({ id }) => after.get(id) ?? []);
  }
  return out;
}

function place(layers: readonly Stop[][], chains: readonly string[][], boxes: ReadonlyMap<string, Box>): LaidOut {
  const heights = layers.map((layer) => layer.reduce((sum, { height }) => sum + height, (layer.length - 1) * GAP.rows));
  const height = Math.max(0, ...heights);
  const places = new Map<string, { x: number; y: number }>();
  const sides = new Map<string, { left: number; right: number; y: number }>();
  let x = 0;
  for (const [i, layer] of layers.entries()) {
    let y = (height - heights[i]!) / 2;
    const width = Math.max(...layer.map((stop) => stop.width));
    for (const stop of layer) {
      places.set(stop.id, { x: x + (width - stop.width) / 2, y });
      sides.set(stop.id, { left: x, right: x + width, y: y + stop.height / 2 });
      y += stop.height + GAP.rows;
    }
    x += width + GAP.layers;
  }
  // A path bends between layers only: inside one it is level, so it meets no node beside it.
  const across = (id: string) => {
    const { left, right, y: level } = sides.get(id)!;
    return [left, right].map((at) => ({ x: at, y: level }));
  };
  const paths = chains.map((chain) => {
    const [first, last] = [chain[0]!, chain.at(-1)!];
    const start = { x: places.get(first)!.x + boxes.get(first)!.width, y: sides.get(first)!.y };
    const end = { x: places.get(last)!.x, y: sides.get(last)!.y };
    return [start, across(first)[1]!, ...chain.slice(1, -1).flatMap(across), across(last)[0]!, end];
  });
  return { places, paths, width: Math.max(0, x - GAP.layers), height };
}
