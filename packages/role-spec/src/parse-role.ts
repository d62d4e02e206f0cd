import type { Complaint } from "./complaint.ts";
import type { RoleSpec } from "./role-spec.ts";

export interface ParsedRole {
  /** Null exactly when one of the complaints is an error. */
  readonly role: RoleSpec | null;
  /** In the order of the file. */
  readonly complaints: Complaint[];
}

/** Reads the text of one role file. Pure; never throws, whatever the text. `path` names the file in complaints and gives the role its name when the text does not. */
export function parseRole(_text: string, _options: { path: string }): ParsedRole {
  return { role: null, complaints: [] };
}
