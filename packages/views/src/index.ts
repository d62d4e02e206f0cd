export { project, rebuild, sessionFolder } from "./project.ts";
export { report } from "./report.ts";
export { writeWhole } from "./write-whole.ts";
