const MARK = "[redacted]";

/** Takes each secret out of a record: out of every text and name in its JSON, however it was escaped. Untouched bytes come back as they are. */
export function redact(secrets: readonly string[]): (bytes: Uint8Array) => Uint8Array {
  const clean = (text: string) => secrets.reduce((left, secret) => left.replaceAll(secret, MARK), text);
  const walk = (value: unknown): unknown => {
    if (typeof value === "string") return clean(value);
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [clean(key), walk(inner)]));
  };
  return (bytes) => {
    const value: unknown = JSON.parse(Buffer.from(bytes).toString());
    const before = JSON.stringify(value);
    const after = JSON.stringify(walk(value));
    return after === before ? bytes : Buffer.from(after);
  };
}
