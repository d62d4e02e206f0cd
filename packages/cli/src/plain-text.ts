// eslint-disable-next-line no-control-regex -- these are what is looked for
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** Text from outside as a terminal may show it: nothing in it moves the cursor, changes colours or turns its direction. */
export const plainText = (text: string): string => text.replace(CONTROL, "\ufffd");

/** A copy in which every text is plain. */
export const plainDeep = <T>(value: T): T =>
  JSON.parse(JSON.stringify(value ?? null, (_key, v: unknown) => (typeof v === "string" ? plainText(v) : v))) as T;
