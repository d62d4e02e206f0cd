// Clients with hooks read them from one and the same file. So it holds what each of them wants, once.
interface Entry {
  readonly matcher?: string;
  readonly hooks: readonly { readonly command?: string }[];
}

export interface HooksFile {
  readonly hooks: Readonly<Record<string, readonly Entry[]>>;
}

/** One file for all: entries that run the same are one, for the tools of either. */
export function mergeHooks(files: readonly HooksFile[]): HooksFile {
  const merged: Record<string, Entry[]> = {};
  for (const [event, entries] of files.flatMap((file) => Object.entries(file.hooks))) {
    const kept = (merged[event] ??= []);
    for (const entry of entries) {
      const same = kept.findIndex(({ hooks }) => JSON.stringify(hooks) === JSON.stringify(entry.hooks));
      if (same < 0) kept.push(entry);
      else kept[same] = both(kept[same]!, entry);
    }
  }
  return { hooks: merged };
}

function both(a: Entry, b: Entry): Entry {
  if (a.matcher === undefined || b.matcher === undefined) return a.matcher === undefined ? a : b;
  const matcher = [...new Set(`${a.matcher}|${b.matcher}`.split("|"))].join("|");
  return { ...a, matcher };
}
