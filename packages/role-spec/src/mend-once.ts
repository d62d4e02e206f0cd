// Makes the edits of complaints in one text: all that can be made together.
import { applyEdits, type Edit } from "./edit.ts";

/** The text after, and whose edits made it. Of two that touch the same characters the first is made; the other may come again when the text is checked anew. */
export function mendOnce<C extends { readonly edits?: readonly Edit[] }>(
  text: string,
  complaints: readonly C[],
): { text: string; mended: C[] } {
  const made: Edit[] = [];
  const mended: C[] = [];
  for (const complaint of complaints) {
    const { edits = [] } = complaint;
    const free = edits.every((edit) => made.every((other) => apart(edit, other)));
    if (edits.length === 0 || !free || applyEdits(text, edits) === text) continue;
    made.push(...edits);
    mended.push(complaint);
  }
  return { text: applyEdits(text, made), mended };
}

/** Two texts put at one place would stand in the order of chance. */
const apart = (a: Edit, b: Edit): boolean =>
  (a.end <= b.start || b.end <= a.start) && !(a.start === b.start && (a.start === a.end || b.start === b.end));
