import type { Complaint } from "./complaint.ts";

/** `path:line:column  error  CODE  message`, and the fix on its own lines below. */
export function formatComplaint(c: Complaint): string {
  const [first, ...rest] = c.fix.split("\n");
  const fix = [`    fix: ${first}`, ...rest.map((line) => `         ${line}`)].join("\n");
  return `${c.path}:${c.line}:${c.column}  ${c.severity}  ${c.code}  ${c.message}\n${fix}`;
}
