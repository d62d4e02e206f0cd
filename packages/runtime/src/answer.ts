import type { Rejection } from "@teamwright/core";

/** What a command answers. `position` is the last record the answer knows of. */
export type Answer =
  | { readonly ok: true; readonly result: unknown; readonly position: number }
  | { readonly ok: false; readonly error: Rejection; readonly position: number };
