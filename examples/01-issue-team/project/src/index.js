export { joinFields } from "./join-fields.js";
export { splitFields } from "./split-fields.js";
