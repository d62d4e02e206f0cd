// What is given to a fragment at one place of use, checked against its parameters.
import type { PackComplaint } from "../complaint.ts";
import { nameOne } from "../named.ts";
import { fillParameters } from "./fill-parameters.ts";
import type { Fragment, Known, ParameterType } from "./fragment.ts";
import { child, type Entries, entriesOf, type Sourced } from "./sourced.ts";

export interface Complaining {
  readonly complaints: PackComplaint[];
}

/** The values of all parameters at one use; null when some are wrong. */
export function readParameters(
  name: string,
  { fragment, tree }: Known,
  { node, to }: { node: Sourced; to: Complaining },
): Entries | null {
  const { params } = fragment;
  const before = to.complaints.length;
  const given = entriesOf(child(node, "with"));
  const values: Entries = new Map();
  for (const [key, value] of given) {
    if (Object.hasOwn(params, key)) continue;
    const place = { ...value, at: value.keyAt };
    const fix = `${nameOne(key, Object.keys(params), "Use")}.`;
    complain(to, place, "FRAGMENT_PARAM", `${name} has no parameter ${key.slice(0, 100)}.`, fix);
  }
  for (const [key, param] of Object.entries(params)) {
    const value = given.get(key);
    if (value) checkValue(value, param, { to, what: `${key} of ${name}` });
    if (value) values.set(key, seat(value, param));
    else if (param.default === undefined && !param.optional)
      complain(
        to,
        child(node, "with") ?? node,
        "FRAGMENT_PARAM",
        `${name} needs ${key}.`,
        `Add ${key} to \`with\`: ${typesOf(param)}.`,
      );
  }
  for (const [key, param] of Object.entries(params)) {
    if (values.has(key) || param.default === undefined) continue;
    const value = fillParameters(child(child(child(tree, "params"), key), "default")!, values, node.at);
    if (value) values.set(key, seat(value, param));
  }
  return to.complaints.length > before ? null : values;
}

type Parameter = Fragment["params"][string];
const typesOf = ({ type, one_of }: Parameter): string =>
  one_of ? `one of ${one_of.join(", ")}` : `a ${[type].flat().join(" or a ")}`;

/** A role by its name is a seat, too, and so is each of a list of them. */
function seat(value: Sourced, param: Parameter): Sourced {
  if (![param.type].flat().includes("seat")) return value;
  if (Array.isArray(value.value)) return { ...value, value: value.value.map((one) => seat(one, param)) };
  return typeof value.value === "string" ? { ...value, value: new Map([["role", value]]) } : value;
}

const FITS: Record<ParameterType, (value: Sourced["value"]) => boolean> = {
  text: (value) => typeof value === "string",
  number: (value) => typeof value === "number",
  flag: (value) => typeof value === "boolean",
  list: Array.isArray,
  map: (value) => value instanceof Map,
  seat: (value) => typeof value === "string" || (value instanceof Map && value.has("role")),
};

function checkValue(value: Sourced, param: Parameter, { to, what }: { to: Complaining; what: string }): void {
  const fits = [param.type].flat().some((type) => FITS[type](value.value));
  const listed = !param.one_of || param.one_of.includes(value.value as string);
  if (!fits || !listed)
    complain(to, value, "FRAGMENT_PARAM", `${what} is not ${typesOf(param)}.`, `Give ${typesOf(param)}.`);
}

/** Tells an error at the place of `at`. */
export function complain(
  { complaints }: Complaining,
  { at }: Sourced,
  code: string,
  message: string,
  fix: string,
): void {
  complaints.push({ ...at, code, severity: "error", message, fix });
}
