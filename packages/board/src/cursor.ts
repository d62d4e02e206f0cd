// Times that are cursors too: an ISO time whose fraction goes on with the place in the log. So none is like another, and none is lost.

/** Where an event stands: record, and number within it. */
export interface Place {
  position: number;
  index: number;
}

/** Behind everything of a record. */
export const WHOLE = 99;

/**
 * Three digits of milliseconds, four of the record, two within it. Nine are what every reader of times understands: V8 misreads a
 * longer fraction that begins with zero, by less than a second. Only behind ten thousand records there are more.
 */
const PLACE = /\.\d{3}(\d{4,})(\d{2})Z$/;

/** `ms` (since 1970) and the place as one ISO time; later places compare as greater text where `ms` never falls. */
export function stamp(ms: number, { position, index }: Place): string {
  const time = new Date(ms).toISOString().slice(0, -1);
  return `${time}${String(position).padStart(4, "0")}${String(Math.min(index, WHOLE)).padStart(2, "0")}Z`;
}

export interface Cursor {
  /** The position behind which to read. */
  from: number;
  /** No later time is earlier than this, in milliseconds. */
  now: number;
  /** Whether something at `ms` and `place` comes after it. */
  isAfter(ms: number, place: Place): boolean;
}

/**
 * A cursor as clients give it: a stamp (exact), a position, or a plain time, of which the same millisecond is delivered again rather than
 * lost. `end` is the end of the log: what claims to be behind it is only a time. Throws RangeError for anything else.
 */
export function readCursor(since: string | undefined, end: number): Cursor {
  if (since === undefined || since === "") return { from: 0, now: 0, isAfter: () => true };
  const time = Date.parse(since);
  const [, digits, number] = PLACE.exec(since) ?? [];
  if (digits !== undefined && Number(digits) <= end) {
    const [position, index] = [Number(digits), Number(number)];
    return {
      from: Math.max(0, position - 1),
      now: Date.parse(`${since.slice(0, "2026-01-01T00:00:00.000".length)}Z`),
      isAfter: (_ms, at) => at.position > position || (at.position === position && at.index > index),
    };
  }
  if (/^\d{1,15}$/.test(since))
    return { from: Number(since), now: 0, isAfter: (_ms, at) => at.position > Number(since) };
  if (Number.isNaN(time)) throw new RangeError("since is an `at` of an event, an ISO time, or a position");
  return { from: 0, now: 0, isAfter: (ms) => ms >= time };
}
