/** One at a time, in the order of asking. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  /** Runs `work` when all before it are through. Rejects at once if `signal` is aborted before its turn; then `work` never runs. */
  take<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    let begun = false;
    const turn = this.#last.then(() => {
      signal?.throwIfAborted();
      begun = true;
      return work();
    });
    this.#last = turn.catch(() => {});
    if (!signal) return turn;
    return new Promise<T>((resolve, reject) => {
      const leave = () => {
        if (!begun) reject(signal.reason);
      };
      const stay = () => signal.removeEventListener("abort", leave);
      signal.addEventListener("abort", leave, { once: true });
      if (signal.aborted) leave();
      void turn.then(resolve, reject).finally(stay);
    });
  }

  /** Resolves when all who have asked so far are through. Never rejects. */
  async done(): Promise<void> {
    await this.#last;
  }
}
