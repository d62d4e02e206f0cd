// A worker that knows nothing but the text it is given, as a model does: it runs the command which the text ends with.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

const text = readFileSync(process.env.TEAMWRIGHT_PROMPT, "utf8");
const command = /End with `(teamwright task complete [^`]+)`/.exec(text)[1];
const done = command
  .replace('--summary "..."', '--summary "as the text says"')
  .replace("approved|concerns|rejected", "approved")
  .replace("--score N", "--score 90")
  .replace('"..."', '[[{"id":"GH-1"}]]');
// Texts that were written for the older programs find those too.
const { TEAMWRIGHT_SESSION: session, TEAMWRIGHT_ROLE: role } = process.env;
const older = `team-msg log --session-id=${session} --from=${role} --summary='as of old' && team-tracking list --project=${session}`;
console.log(execFileSync("sh", ["-c", older], { encoding: "utf8" }));
console.log(execFileSync("sh", ["-c", done], { encoding: "utf8" }));
