// The shapes that a tool shows: made from the command table, without what only the kernel checks. A listing is paid for by every agent.
import { COMMANDS } from "@teamwright/core";
import * as z from "zod";
import type { Tool } from "./tools.ts";

export type Json = Record<string, unknown>;

/** `owner` is filled in from `agent` and `from` from `task`; the others are taken but not shown, since hardly anyone needs them. */
const HIDDEN = new Set([
  "owner",
  "from",
  "lease_ms",
  "dispatch_ms",
  "answer_ms",
  "node",
  "verified",
  "keep",
  "data",
  "renew",
]);

/** Both are explained once, in the server's instructions, and not again by every tool. */
const SESSION = { type: "string" };
const AGENT = { type: "string" };

/** A longer list of choices costs more than being told by a refusal. */
const MAX_CHOICES = 8;
/** Hosts cut descriptions or drop them; shorter ones are read. */
const MAX_DESCRIPTION = 400;

/** What our own tools take. */
const OWN = {
  session_open: { input: { workspace: { type: "string" }, name: { type: "string" } }, required: [] },
  session_start: {
    input: {
      workspace: { type: "string" },
      agent: AGENT,
      pack: { type: "string" },
      requirement: { type: "string" },
      issues: { type: "string" },
      input: { type: "object" },
      pipeline: { type: "string" },
      name: { type: "string" },
      analysis: { type: "object" },
      team_of: { type: "string" },
    },
    required: [],
  },
  wait: {
    input: {
      session: SESSION,
      since: { type: "integer" },
      seconds: { type: "number" },
      to: { type: "string" },
      not_from: { type: "string" },
      types: { type: "array", items: { type: "string" } },
      task: { type: "string" },
      kind: { type: "string" },
      cursor: { type: "string" },
    },
    required: ["session"],
  },
} as const;

/** JSON Schema of a tool's arguments. Of several commands it is the union of their fields; required is what all of them require. */
export function inputSchema({ does }: Tool): Json {
  if (typeof does === "string") return { type: "object", properties: OWN[does].input, ...required(OWN[does].required) };
  const shapes = does.map((name) => commandShape(name));
  const reads = does.every((name) => COMMANDS[name]!.reads);
  const properties: Json = { session: SESSION, ...(reads ? {} : { agent: AGENT }) };
  if (does.length > 1) properties["op"] = { type: "string", enum: [...does] };
  for (const shape of shapes)
    for (const [field, schema] of Object.entries(shape.properties)) {
      const before = properties[field];
      properties[field] = before === undefined ? schema : same(before, schema);
    }
  if (reads) properties["cursor"] = { type: "string" };
  return {
    type: "object",
    properties,
    ...required(["session", ...(reads ? [] : ["agent"]), ...(does.length > 1 ? ["op"] : []), ...inAll(shapes)]),
  };
}

/** JSON Schema of what every tool answers: the object of `teamwright ... --json`. A refusal has `error` in place of `result`. */
export const OUTPUT: Json = {
  type: "object",
  properties: { ok: { type: "boolean" }, result: { type: "object" } },
  required: ["ok"],
};

/** The tool's lead, and for each `op` the fields it cannot do without beside those that every one requires: the schema says these. */
export function description({ lead, does }: Tool): string {
  if (typeof does === "string" || does.length === 1) return lead;
  const shapes = does.map((name) => commandShape(name));
  const common = inAll(shapes);
  const needs = does
    .map((name, at) => ({ name, fields: shapes[at]!.required.filter((field) => !common.includes(field)) }))
    .filter(({ fields }) => fields.length > 0)
    .map(({ name, fields }) => `${name} ${fields.join(", ")}`);
  const full = `${lead} Needs: ${needs.join("; ")}.`;
  return needs.length === 0 || full.length > MAX_DESCRIPTION ? lead : full;
}

interface Shape {
  properties: Json;
  required: string[];
}

/** What every one of the commands requires. */
const inAll = ([first, ...others]: readonly Shape[]): string[] =>
  first!.required.filter((field) => others.every(({ required: fields }) => fields.includes(field)));

function commandShape(name: string): Shape {
  const { properties, required: needed } = z.toJSONSchema(COMMANDS[name]!.input, SHOWN) as unknown as Partial<Shape>;
  const fields = Object.entries(properties ?? {}).filter(([field]) => !HIDDEN.has(field));
  return {
    properties: Object.fromEntries(fields.map(([field, of]) => [field, slim(of as Json)])),
    required: (needed ?? []).filter((field) => !HIDDEN.has(field)),
  };
}

/** JSON Schema of arguments that zod describes, as slim as that of the commands. */
export function schemaOf(input: z.ZodType): Json {
  const { properties, required: needed } = z.toJSONSchema(input, SHOWN) as unknown as Partial<Shape>;
  const fields = Object.entries(properties ?? {}).map(([field, of]) => [field, slim(of as Json, 0, 10)]);
  return { type: "object", properties: Object.fromEntries(fields), ...required(needed ?? []) };
}

const SHOWN = { io: "input", unrepresentable: "any" } as const;

/** Types, choices, items and nested fields; lengths, patterns and defaults are checked by the kernel, which says what is wrong. */
function slim(schema: Json, depth = 0, most = 4): Json {
  const out: Json = {};
  if (Array.isArray(schema["anyOf"])) {
    const types = [...new Set((schema["anyOf"] as Json[]).map((s) => String(s["type"])))];
    return { type: types.length === 1 ? types[0] : types };
  }
  if (schema["type"] !== undefined) out["type"] = schema["type"];
  if (Array.isArray(schema["enum"]) && schema["enum"].length <= MAX_CHOICES) out["enum"] = schema["enum"];
  if (schema["items"] !== undefined) out["items"] = slim(schema["items"] as Json, depth);
  const properties = Object.entries((schema["properties"] ?? {}) as Json);
  // A whole role is named in the docs; its fields would cost more than all else.
  if (properties.length > 0 && properties.length <= most && depth < 1)
    out["properties"] = Object.fromEntries(properties.map(([k, v]) => [k, slim(v as Json, depth + 1)]));
  return out;
}

/** Two commands of one tool may mean a field alike but allow other choices: then only its type is shown. */
function same(a: unknown, b: unknown): unknown {
  if (JSON.stringify(a) === JSON.stringify(b)) return a;
  const [left, right] = [a as Json, b as Json];
  if (left["type"] !== right["type"]) return {};
  if (Array.isArray(left["enum"]) && Array.isArray(right["enum"]))
    return { ...left, enum: [...new Set([...(left["enum"] as unknown[]), ...(right["enum"] as unknown[])])] };
  return { type: left["type"] };
}

const required = (fields: readonly string[]): Json => (fields.length > 0 ? { required: [...fields] } : {});
