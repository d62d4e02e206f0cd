import { liar, type Liar } from "./liar.ts";

export const watchLiars: readonly Liar[] = [
  liar("watch/no-silence", "is always one event late", ({ store }) => ({
    watch(log, wake) {
      let events = 0;
      return store.watch(log, () => {
        if (events++ > 0) wake();
      });
    },
  })),
  liar("watch/no-silence", "hears only its own handle", ({ store, world }) => {
    const own = new Set<() => void>();
    return {
      append: async (log, after, record) => {
        const position = await store.append(log, after, record);
        for (const wake of own) wake();
        return position;
      },
      watch(log, wake) {
        if (log !== "*") world.notes.set(log, 1);
        own.add(wake);
        return () => own.delete(wake);
      },
    };
  }),
  liar("watch/unsubscribe", "never lets go", ({ store }) => ({
    watch(log, wake) {
      store.watch(log, wake);
      return () => {};
    },
  })),
  liar("watch/unsubscribe", "goes on after close", ({ store }) => ({
    watch: (log, wake) => store.watch(log, wake),
    close: async () => {},
  })),
  liar("watch/all-logs", "takes `*` for the logs there are now", ({ store, world }) => ({
    watch(log, wake) {
      if (log !== "*") return store.watch(log, wake);
      const stops = [...world.storage.logs.keys()].map((id) => store.watch(id, wake));
      return () => stops.forEach((stop) => stop());
    },
  })),
];
