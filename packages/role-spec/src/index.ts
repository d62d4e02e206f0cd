export { closest } from "./closest.ts";
export { COMPLAINTS, type ComplaintCode, type ComplaintEntry, type Severity } from "./complaint-codes.ts";
export { type Complaint } from "./complaint.ts";
export { formatComplaint } from "./format-complaint.ts";
export { loadRoles, type LoadedRoles, type LoadOptions } from "./load-roles.ts";
export { parseRole, type ParsedRole } from "./parse-role.ts";
export { isCoordinator, RoleSpec } from "./role-spec.ts";
export { readFrontMatter, type FrontMatter } from "./read-front-matter.ts";
export { toTeamRole } from "./to-team-role.ts";
