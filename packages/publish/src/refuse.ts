import { TeamError } from "@teamwright/core";

/** INPUT_INVALID for one field, with what to do. */
export const refuse = (field: string, problem: string, hint: string): TeamError =>
  new TeamError("INPUT_INVALID", { message: `${problem}.`, hint, data: { issues: [{ field, problem }] } });
