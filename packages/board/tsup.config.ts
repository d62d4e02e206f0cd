import { library } from "../../tsup.base.ts";

export default library(["src/index.ts", "src/tracking-bin.ts", "src/team-msg-bin.ts"]);
