/** Prints a result as the one JSON object of a call. `position` is 0 for answers that are not about a session. */
export function sayResult(result: unknown, position: number = 0): void {
  process.stdout.write(`${JSON.stringify({ ok: true, result, position })}\n`);
}
