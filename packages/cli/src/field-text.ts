/** Fields that hold milliseconds since 1970. */
const TIME = /^at$|_(at|until|by)$/;

/** The value of a field as a person reads it: a time as a date, a list of texts as words, the rest as JSON. */
export function fieldText(key: string, value: unknown): string {
  if (typeof value === "number" && TIME.test(key)) return new Date(value).toISOString();
  if (Array.isArray(value) && value.every((v) => typeof v === "string")) return value.join(", ");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
