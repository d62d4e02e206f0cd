// What the shells of older prompts share with the command line: where the store is, and the files for people.
import { findStore, type Session, type StorePlace } from "@teamwright/runtime";
import { project } from "@teamwright/views";

/** The store as given, else that of the environment, else the one found upward. Throws STORE_NOT_FOUND. */
export const placeOfShell = (given: string | undefined): StorePlace => findStore(given ?? process.env.TEAMWRIGHT_STORE);

/** Writes the session folder. It is never truth: what fails here heals at the next commit. */
export async function showViews(session: Session, { root }: StorePlace): Promise<void> {
  if (root !== undefined && process.env.TEAMWRIGHT_VIEWS !== "0") await project(session, root).catch(() => "");
}
