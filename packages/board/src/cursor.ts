// Times that are cursors too: an ISO time whose fraction goes on with the place in the log, so that none is like another and none is lost.

/** Where an event stands: record, and number within it. */
export interface Place {
  position: number;
  index: number;
}

/** Behind everything of a record. */
export const WHOLE = 9_999;

const DIGITS = /\.(\d{3})(\d{10})(\d{4})Z$/;

/** `ms` (since 1970) and the place as one ISO time; later places compare as greater text where `ms` never falls. */
export function stamp(ms: number, { position, index }: Place): string {
  const time = new Date(ms).toISOString();
  return `${time.slice(0, -1)}${String(position).padStart(10, "0")}${String(index).padStart(4, "0")}Z`;
}

/**
 * Whether something at `ms` and `place` comes after the cursor: a stamp (exact), a position, or a plain time, of which the same
 * millisecond is delivered again rather than lost. Throws RangeError for anything else.
 */
export function after(since: string | undefined): (ms: number, place: Place) => boolean {
  if (since === undefined || since === "") return () => true;
  const exact = DIGITS.exec(since);
  if (exact) {
    const [position, index] = [Number(exact[2]), Number(exact[3])];
    return (_ms, at) => at.position > position || (at.position === position && at.index > index);
  }
  if (/^\d{1,15}$/.test(since)) return (_ms, at) => at.position > Number(since);
  const time = Date.parse(since);
  if (Number.isNaN(time)) throw new RangeError("since is an `at` of an event, an ISO time, or a position");
  return (ms) => ms >= time;
}
