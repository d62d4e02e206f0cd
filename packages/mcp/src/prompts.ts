// What a person can start by name: each pack, and going on with a session.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { completable, type GetPromptResult, type McpServer } from "@modelcontextprotocol/server";
import * as z from "zod";
import type { Kit } from "./kit.ts";

const ask = (text: string): GetPromptResult => ({ messages: [{ role: "user", content: { type: "text", text } }] });

const IN_TOOLS =
  "Where the text below names a command line (`teamwright a b`), use the tool of this server that gives that command; what no tool gives is done in a shell.";

/** Offers one prompt for each pack, and `resume`. Only for connections that may coordinate. */
export function offerPrompts(server: McpServer, kit: Kit): void {
  for (const [name, { dir, team }] of kit.packs) {
    if (!team) continue;
    server.registerPrompt(
      name,
      {
        title: `Team ${name}`,
        description: team.summary || `Run the team ${name}.`,
        argsSchema: z.object({
          request: z.string().describe("What is wanted"),
          workspace: z.string().optional().describe("Absolute path of the project"),
        }),
      },
      async ({ request, workspace }) => {
        const skill = await readFile(join(dir, "SKILL.md"), "utf8").catch(
          () => `Start a session of the pack ${name}, then beat until it is done.`,
        );
        const where = workspace === undefined ? "" : `\n\nThe project is at ${workspace}.`;
        return ask(`Run the team ${name}. What the person wants:\n\n${request}${where}\n\n${IN_TOOLS}\n\n${skill}`);
      },
    );
  }
  server.registerPrompt(
    "resume",
    {
      title: "Go on with a session",
      description: "Take up a session where it stands: nothing that was done is lost.",
      argsSchema: z.object({
        session: completable(z.string(), (value) => kit.desk.handles().filter((handle) => handle.startsWith(value))),
      }),
    },
    ({ session }) =>
      ask(
        `Go on with the team session ${session}. Read where it stands (read, op session.status), then beat and do what each beat says, until it answers stop.`,
      ),
  );
}
