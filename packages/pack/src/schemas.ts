// The files of a pack as JSON Schema, for editors and models. Draft 7: what reads YAML and frontmatter in editors reads no later one everywhere.
import { Node, NodeName, Pipeline, RoleName, TaskAnalysis, Team } from "@teamwright/core";
import { roleFrontMatterSchema } from "@teamwright/role-spec";
import * as z from "zod";
import { Fragment, FragmentName } from "./compose/fragment.ts";
import { PARTS } from "./compose/inherited.ts";
import { Uses } from "./compose/take-used.ts";
import { PlayScript } from "./play-script.ts";

type Json = Record<string, unknown>;

/** By file name: `team.json`, `role.json` (frontmatter), `play.json`, `analysis.json`. */
export function packSchemas(): Record<string, object> {
  return {
    "team.json": teamSchema(),
    "role.json": roleFrontMatterSchema(),
    "play.json": draw("Play", PlayScript),
    "analysis.json": draw("Task analysis", TaskAnalysis),
  };
}

function draw(title: string, shape: z.ZodType): Json {
  const { $schema, ...schema } = z.toJSONSchema(shape, { target: "draft-07", io: "input", unrepresentable: "any" });
  return { $schema, title, ...schema };
}

/** team.yaml as it is written: nodes may use fragments, roles lie in files, and a pack that builds on others says only what differs. */
function teamSchema(): Json {
  const team = (Team as unknown as z.ZodLazy<z.ZodObject>).unwrap();
  const node = (Node as unknown as z.ZodLazy<z.ZodObject>).unwrap().extend({
    use: FragmentName.describe("A fragment, laid out in the place of this node.").optional(),
    with: z.record(z.string(), z.unknown()).describe("What the fragment is given.").optional(),
  });
  const pipeline = (Pipeline as unknown as z.ZodLazy<z.ZodObject>).unwrap().extend({ nodes: z.record(NodeName, node) });
  const whole = team.extend({
    extends: z
      .string()
      .min(1)
      .describe("A pack to build on: its name, a relative path, an installed package.")
      .optional(),
    uses: Uses.describe("Parts of other packs.").optional(),
    fragments: z.record(FragmentName, Fragment).describe("Pieces of pipelines with parameters.").optional(),
    roles: z.record(RoleName, z.unknown()).optional(),
    pipelines: z.record(NodeName, pipeline),
  });
  const { definitions, $schema, ...own } = draw(
    "Team",
    whole.extend({ roles: team.shape["roles"] as z.ZodType }),
  ) as Json & { definitions: Json };
  const layered = laid(own, definitions) as Json & { properties: Json };
  for (const part of PARTS)
    layered.properties[part] = {
      description: `What is left out of the ${part} of the pack below: NAME: null.`,
      type: "object",
      additionalProperties: { type: "null" },
    };
  const roles = layered.properties["roles"];
  const { required, properties, ...rest } = own as Json & { required: string[]; properties: Json };
  return {
    $schema,
    title: "Team",
    if: { anyOf: [{ required: ["extends"] }, { required: ["uses"] }] },
    // biome-ignore lint/suspicious/noThenProperty: a word of JSON Schema
    then: { ...layered, required: ["name"] },
    else: { ...rest, properties: { ...properties, roles }, required: required.filter((key) => key !== "roles") },
    definitions,
  };
}

/** Maps of which single fields may be said, and `null` takes one away. Lists and conditions stand for themselves. */
function laid(schema: unknown, definitions: Json): unknown {
  const { $ref, ...own } = schema as Json & { $ref?: string };
  if (typeof $ref === "string")
    return laid({ ...(definitions[$ref.replace("#/definitions/", "")] as Json), ...own }, definitions);
  const { required: _, ...rest } = own;
  const field = (key: string, inner: unknown) =>
    key === "when" || key === "until" ? { anyOf: [inner, { type: "null" }] } : orNull(laid(inner, definitions));
  const { properties, additionalProperties, anyOf } = rest as {
    properties?: Json;
    additionalProperties?: unknown;
    anyOf?: unknown[];
  };
  return {
    ...rest,
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([key, inner]) => [key, field(key, inner)])),
    }),
    ...(typeof additionalProperties === "object" && { additionalProperties: field("", additionalProperties) }),
    ...(anyOf && { anyOf: anyOf.map((one) => laid(one, definitions)) }),
  };
}

const orNull = (schema: unknown): unknown =>
  Object.keys(schema as Json).length === 0 ? schema : { anyOf: [schema, { type: "null" }] };
