// What to say of a command that does not exist: the one that was meant, or what there is of its kind.
import { closest, COMMANDS, TeamError } from "@teamwright/core";
import { VERBS } from "./verbs.ts";

/** COMMAND_UNKNOWN for the first words of a call. */
export function unknownCommand(words: readonly string[]): TeamError {
  const [first = "", second] = words;
  const wanted = words.slice(0, 2).join(".").slice(0, 100);
  const meant = meantBy(first, second);
  const spoken = meant.map((name) => `\`${name.replace(".", " ")}\``).join(", ");
  return new TeamError("COMMAND_UNKNOWN", {
    message: `There is no command \`${words.slice(0, 2).join(" ").slice(0, 100)}\`.`,
    ...(meant.length === 1 ? { hint: `Did you mean ${spoken}? \`teamwright help\` lists all.` } : {}),
    ...(meant.length > 1 ? { hint: `There are ${spoken}; \`teamwright help\` lists all.` } : {}),
    data: { command: wanted, closest: meant.join(", ") || null },
  });
}

/** One command, else all of the group that is named or misspelt, else all that end so (`claim`). */
function meantBy(first: string, second: string | undefined): string[] {
  const names = [...new Set([...Object.keys(COMMANDS), ...Object.keys(VERBS)])];
  const groupOf = (word: string) => names.filter((name) => name === word || name.startsWith(`${word}.`));
  const own = groupOf(first);
  if (own.length > 0) {
    // Not by the whole name: that the group is right would make `msg send` a slip of `msg read`.
    const verbs = own.map((name) => name.slice(first.length + 1));
    const near = closest(second ?? "", verbs);
    return near === null ? own : [`${first}.${near}`];
  }
  const groups = new Set(names.map((name) => name.split(".")[0]!));
  // A word alone may be a group or a command: whichever is nearer.
  const one = second === undefined ? closest(first, [...groups, ...names]) : closest(`${first}.${second}`, names);
  if (one !== null) return groups.has(one) ? groupOf(one) : [one];
  const ends = names.filter((name) => name.endsWith(`.${first}`));
  if (ends.length > 0) return ends;
  const group = closest(first, groups);
  return group === null ? [] : groupOf(group);
}
