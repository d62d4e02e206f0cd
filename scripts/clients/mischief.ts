// Where the scripted model does not obey, to see what stops it.

export interface Mischief {
  /** The coordinator edits and builds by itself, once. */
  meddles?: boolean;
  /** The first worker stops with its task in hand, and leaves out who it is. */
  slips?: boolean;
  /** The lead of a board asks about each checkpoint, and its specialist waits for the question. */
  asks?: boolean;
  /** After the first checkpoint nothing comes any more. */
  hangs?: boolean;
  /** Says only that it is there, and starts one worker that does the same. */
  looks?: boolean;
}

export const MEDDLED = "meddled.txt";
