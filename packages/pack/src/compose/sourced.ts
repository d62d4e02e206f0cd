// Data that knows where each of its parts stands: what packs are put together from, so that a complaint about the whole names the file that is wrong.
import type { Place } from "../complaint.ts";
import type { Edit } from "@teamwright/role-spec";
import type { Mend, YamlFile } from "../yaml-file.ts";

export type Keys = readonly (string | number)[];
export type Entries = Map<string, Sourced>;

export interface Sourced {
  /** Where the value stands, and the key that leads to it. */
  readonly at: Place;
  readonly keyAt: Place;
  readonly value: Entries | Sourced[] | string | number | boolean | null;
  /** What mends it in the file where it stands. */
  readonly mend?: (how: Mend) => readonly Edit[] | undefined;
}

/** The data of a file with the places of its parts. */
export function sourcedFile(file: YamlFile, path: string): Sourced {
  const build = (data: unknown, keys: Keys): Sourced => ({
    at: { path, ...file.at(keys) },
    keyAt: { path, ...file.at(keys, "key") },
    value: children(data, (child, key) => build(child, [...keys, key])),
    mend: (how) => file.mend(keys, how),
  });
  return build(file.data, []);
}

/** Data that stands as a whole at one place. */
export function sourcedAt(data: unknown, at: Place): Sourced {
  return { at, keyAt: at, value: children(data, (child) => sourcedAt(child, at)) };
}

function children(data: unknown, build: (child: unknown, key: string | number) => Sourced): Sourced["value"] {
  if (Array.isArray(data)) return data.map(build);
  if (typeof data !== "object" || data === null) return data as string | number | boolean | null;
  return new Map(
    Object.entries(data).flatMap(([key, child]) => (child === undefined ? [] : [[key, build(child, key)]])),
  );
}

/** The same as plain data. */
export function plain({ value }: Sourced): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (!(value instanceof Map)) return value;
  return Object.fromEntries([...value].map(([key, child]) => [key, plain(child)]));
}

export function child(tree: Sourced | undefined, key: string | number): Sourced | undefined {
  if (Array.isArray(tree?.value)) return tree.value[Number(key)];
  return tree?.value instanceof Map ? tree.value.get(String(key)) : undefined;
}

/** The fields of a map; none of anything else. */
export const entriesOf = (tree: Sourced | undefined): Entries => (tree?.value instanceof Map ? tree.value : new Map());

/** The same map with other fields. */
export const withEntries = (tree: Sourced, entries: Iterable<readonly [string, Sourced]>): Sourced => ({
  ...tree,
  value: new Map(entries),
});

/** What is at `keys`, or the nearest thing around it. */
export function nearest(tree: Sourced, keys: Keys): Sourced {
  const next = keys.length > 0 ? child(tree, keys[0]!) : undefined;
  return next ? nearest(next, keys.slice(1)) : tree;
}

/** What is exactly at `keys`. */
export const within = (tree: Sourced, keys: Keys): Sourced | undefined =>
  keys.reduce<Sourced | undefined>((at, key) => child(at, key), tree);
