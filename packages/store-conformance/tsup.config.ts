import { library } from "../../tsup.base.ts";

// The crew member is a program of its own: child processes run it.
export default library(["src/index.ts", "src/cli.ts", "src/crew-member.ts"]);
