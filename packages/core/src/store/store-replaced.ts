import { TeamError } from "../team-error.ts";

/** What a handle says whose storage at `path` was taken away under it: writing on would be lost, or damage what is there now. */
export function storeReplaced(path: string): TeamError {
  return new TeamError("STORE_CLOSED", {
    message: "The store was removed while it was in use, or another one was put in its place.",
    hint: "Put it back if it was moved, or name where it is now (`--store URL`), and call again.",
    data: { path },
  });
}
