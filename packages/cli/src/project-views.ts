import type { Opened } from "./open.ts";

/** Writes the session folder as far as the log goes. Views are never truth: what fails here fails silently and heals at the next commit. */
export async function projectViews({ place, session }: Pick<Opened, "place" | "session">): Promise<void> {
  if (!place.root || process.env.TEAMWRIGHT_VIEWS === "0") return;
  try {
    const { project } = await import("@teamwright/views");
    await project(session, place.root);
  } catch (error) {
    if (process.env.TEAMWRIGHT_DEBUG) process.stderr.write(`views: ${String(error)}\n`);
  }
}
