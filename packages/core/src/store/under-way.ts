/** Calls of a store that its `close` has to wait for. */
export interface UnderWay {
  run<T>(work: () => Promise<T>): Promise<T>;
  /** Resolves when nothing runs any more, also nothing that was begun meanwhile. Never rejects. */
  settled(): Promise<void>;
}

export function underWay(): UnderWay {
  const busy = new Set<Promise<unknown>>();
  return {
    async run(work) {
      const running = work();
      busy.add(running);
      try {
        return await running;
      } finally {
        busy.delete(running);
      }
    },
    async settled() {
      while (busy.size > 0) await Promise.allSettled(busy);
    },
  };
}
