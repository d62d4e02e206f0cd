// What a command line must know of a schema: the names of its fields and how their text is read.

export interface Field {
  type: "string" | "number" | "boolean" | "array" | "json";
  items?: Field["type"];
  /** The texts it may be, where only some are taken. */
  words?: readonly string[];
  /** True when there is no default and it may not be left out. */
  required: boolean;
}

type Schema = {
  def?: { type?: string; innerType?: Schema; element?: Schema; in?: Schema; entries?: Record<string, string> };
  shape?: Record<string, Schema>;
};

/** The fields of an object schema. Ask with `Object.hasOwn`: names come from a command line. */
export function fieldsOf(schema: unknown): Record<string, Field> {
  return Object.fromEntries(Object.entries((schema as Schema).shape ?? {}).map(([key, s]) => [key, fieldOf(s)]));
}

function fieldOf(schema: Schema): Field {
  const { def } = schema;
  const type = def?.type;
  if (type === "nullable") return fieldOf(def!.innerType!);
  if (type === "optional" || type === "default" || type === "prefault")
    return { ...fieldOf(def!.innerType!), required: false };
  if (type === "pipe") return fieldOf(def!.in!);
  if (type === "number" || type === "boolean") return { type, required: true };
  if (type === "enum") return { type: "string", words: Object.values(def!.entries!), required: true };
  if (type === "string") return { type: "string", required: true };
  if (type === "literal") return { type: "boolean", required: false };
  if (type === "array") return { type: "array", items: fieldOf(def!.element!).type, required: true };
  return { type: "json", required: true };
}
