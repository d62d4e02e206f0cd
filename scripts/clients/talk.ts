// A conversation as any model sees it, whatever its vendor's form: what was said, what was called, what the calls answered.

export type Turn =
  | { kind: "said"; by: "system" | "person" | "model"; text: string }
  | { kind: "call"; id: string; tool: string; input: Record<string, unknown> }
  | { kind: "answer"; id: string; text: string };

export interface Moment {
  /** Absent: the session; else the worker that asks. */
  worker?: string;
  /** Names of the tools offered now, as this model sees them. */
  tools: readonly string[];
  /** All that the offered tools say about themselves. */
  about: string;
  turns: readonly Turn[];
}

export interface Call {
  tool: string;
  input: Record<string, unknown>;
}

/** What the model says next. `hang`: nothing any more, until somebody kills the client. */
export interface Reply {
  text?: string;
  calls?: readonly Call[];
  hang?: true;
}

export type Model = (moment: Moment) => Reply;

/** A stand-in for a vendor's API, on loopback. */
export interface Fake {
  url: string;
  close(): void;
}

/** What a fake tells of each request: one line of the log. */
export interface Exchange extends Omit<Moment, "about"> {
  reply: Reply;
}
export const logged = ({ tools, turns, worker }: Moment, reply: Reply): Exchange => ({
  ...(worker === undefined ? {} : { worker }),
  ...{ tools, turns, reply },
});
export type Listen = (exchange: Exchange) => void;

/** Calls with what they answered, oldest first; without `text` no answer came yet. */
export function exchanges(
  turns: readonly Turn[],
): { tool: string; input: Record<string, unknown>; text?: string; at: number }[] {
  const answers = new Map(turns.flatMap((turn) => (turn.kind === "answer" ? [[turn.id, turn.text] as const] : [])));
  return turns.flatMap((turn, at) => {
    if (turn.kind !== "call") return [];
    const text = answers.get(turn.id);
    return [{ tool: turn.tool, input: turn.input, at, ...(text === undefined ? {} : { text }) }];
  });
}

/** The object `{ok, ...}` of our server in an answer, however the client wrapped it. */
export function ours(
  text: string | undefined,
): { ok: boolean; result?: Record<string, unknown>; error?: Record<string, unknown> } | undefined {
  if (text === undefined) return undefined;
  for (let at = text.indexOf('{"ok"'); at >= 0; at = text.indexOf('{"ok"', at + 1)) {
    // What follows the object is the client's own.
    for (let end = text.lastIndexOf("}"); end > at; end = text.lastIndexOf("}", end - 1)) {
      try {
        return JSON.parse(text.slice(at, end + 1)) as { ok: boolean };
      } catch {}
    }
  }
  return undefined;
}
