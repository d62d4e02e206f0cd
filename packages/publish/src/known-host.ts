import type { NameRule } from "@teamwright/hosts";

/** What building and checking needs to know of a program that runs agents. The table of `@teamwright/hosts` has this shape. */
export interface KnownHost {
  readonly title: string;
  /** The newest version on which it was seen. */
  readonly seen: string;
  /** `{pack}`, `{server}` and `{tool}` are filled in. */
  readonly server: { readonly toolName: string };
  /** Names that it takes for a task or worker. */
  readonly taskName: NameRule;
  readonly offered: { readonly session: readonly string[]; readonly worker: readonly string[] };
  /** Tools that are gone: a text that names one fails. */
  readonly removed: readonly { readonly tool: string; readonly since: string | null; readonly instead: string }[];
}
