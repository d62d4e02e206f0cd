// ask.answer without an option: the host shows the question to the person, where it can, and the person's choice is the answer.
import {
  type CallToolResult,
  inputRequired,
  type InputRequiredResult,
  inputResponse,
  type ServerContext,
} from "@modelcontextprotocol/server";
import * as z from "zod";
import { type Access, checkSession, invalid, mayGive, refuse } from "./access.ts";
import { type Arguments, type Call, runCommand } from "./run-command.ts";
import type { Tool } from "./tools.ts";

const Choice = z.object({ option: z.string().max(32), note: z.string().max(2_000).optional() });

/**
 * Asks the person and gives the answer as them; as the token's actor where a bearer token speaks. Throws ASK_NOT_FOUND, and
 * INPUT_INVALID with the options when this client cannot ask: then its agent must.
 */
export async function askPerson(
  tool: Tool,
  args: Arguments,
  { call, context, canAsk }: { call: Call; context: ServerContext; canAsk: boolean },
): Promise<CallToolResult | InputRequiredResult> {
  const { access } = call;
  if (!mayGive(access, "ask.answer"))
    throw refuse("PERMISSION_DENIED", { actor: access.kind, allowed: ["coordinator", "human"] });
  const asked = await call.kit.desk.use(args["session"], async ({ session }) => {
    checkSession(access, session.log);
    await session.catchUp();
    const found = session.state.asks.get(String(args["ask"]));
    if (!found) throw refuse("ASK_NOT_FOUND", { ask: String(args["ask"]).slice(0, 100) });
    return found;
  });
  if (asked.answer) throw refuse("ASK_CLOSED", { ask: asked.id, answer: asked.answer.option });
  const options = asked.options.map(({ id, label }) => ({ id, label }));
  if (!canAsk)
    throw refuse(
      "INPUT_INVALID",
      { issues: [{ field: "option", problem: "missing" }], question: asked.question, options },
      "option: this client cannot ask the person; ask, and call again with option.",
    );
  const answer = inputResponse(context.mcpReq.inputResponses, "choice");
  if (answer.kind === "missing")
    return inputRequired({
      inputRequests: {
        choice: inputRequired.elicit({
          message: asked.question,
          requestedSchema: {
            type: "object",
            properties: {
              option: {
                type: "string",
                title: "Answer",
                oneOf: options.map(({ id, label }) => ({ const: id, title: label })),
              },
              note: { type: "string", title: "Note" },
            },
            required: ["option"],
          },
        }),
      },
    });
  const choice = answer.kind === "elicit" && answer.action === "accept" ? Choice.safeParse(answer.content) : undefined;
  if (!choice?.success) throw invalid("option", "the person gave no answer; the question stays open");
  const speaker: Access = access.bound ? access : { ...access, kind: "human" };
  return runCommand(tool, { ...args, ...choice.data }, { ...call, access: speaker });
}
