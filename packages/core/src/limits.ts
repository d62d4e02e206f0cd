// Every limit on what comes in from outside, in one place. Values are ours unless a source is named.

export const LIMITS = {
  /** Characters of an id, an owner, a role name. */
  id: 128,
  /** Characters of a title or a label. */
  title: 300,
  /** Characters of a summary, a progress line, a wisdom entry, a message body. */
  text: 20_000,
  /** Characters of a requirement or a ticket body. */
  body: 200_000,
  /** Bytes of the JSON of a task's result data. */
  data: 200_000,
  /** Items in any list of one command (files, labels, decisions, ...). */
  list: 1_000,
  /** Depth of nesting in free JSON. */
  depth: 20,
  /** Needs of one task. */
  needs: 10_000,
  /** Tasks that one command may create. */
  create: 20_000,
  /** Bytes of one committed record. */
  record: 16_000_000,
  /** Bytes of a role file. The largest of 963 in the wild has 19,9 KB. */
  roleFile: 256_000,
} as const;

export const MAX_RECORD_BYTES: number = LIMITS.record;
