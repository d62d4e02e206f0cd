// INPUT_INVALID, the same from whatever found an input wrong.
import { TeamError } from "./team-error.ts";

/** What is wrong with one field; "" is the input as a whole. */
export interface InputIssue {
  readonly field: string;
  readonly problem: string;
}

/** What a schema found wrong, at most 20. */
export const issuesOf = ({
  issues,
}: {
  readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[];
}): InputIssue[] => issues.slice(0, 20).map((i) => ({ field: i.path.join("."), problem: i.message }));

/** INPUT_INVALID in the words of the first of `issues`, of which there is at least one. */
export function invalidInput(issues: readonly InputIssue[]): TeamError {
  const { field, problem } = issues[0]!;
  return new TeamError("INPUT_INVALID", {
    message: field === "" ? `${problem}.` : `${field}: ${problem}.`,
    data: { issues },
  });
}
