import { TeamError } from "@teamwright/core";

/** INPUT_INVALID for one field, with a sentence for people and, if there is one, better advice than the table's. */
export const badInput = (
  field: string,
  problem: string,
  words: { message?: string; hint?: string; cause?: unknown } = {},
): TeamError =>
  new TeamError("INPUT_INVALID", {
    message:
      words.message ??
      (field === ""
        ? `${problem[0]!.toUpperCase()}${problem.slice(1)}.`
        : `--${field.replaceAll("_", "-")} ${problem}.`),
    ...(words.hint === undefined ? {} : { hint: words.hint }),
    cause: words.cause,
    data: { issues: [{ field, problem }] },
  });
