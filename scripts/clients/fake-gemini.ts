// A stand-in for generateContent, streaming or not. Gemini CLI speaks it.
import { type Asked, type Body, sendEvents, sendJson, serve } from "./serve.ts";
import { type Fake, type Listen, logged, type Model, type Moment, type Turn } from "./talk.ts";

/** What its router asks for before a turn. */
const ROUTE = JSON.stringify({ model_choice: "flash", reasoning: "x", complexity_score: 1, complexity_reasoning: "x" });

export async function fakeGemini(
  model: Model,
  { workerOf, listen }: { workerOf(asked: Asked): string | undefined; listen: Listen },
): Promise<Fake> {
  return serve((asked) => {
    const { path, body, res } = asked;
    if (path.endsWith(":countTokens")) return sendJson(res, 200, { totalTokens: 1 });
    if (!/:(stream)?[gG]enerateContent$/.test(path))
      return sendJson(res, 404, { error: { code: 404, message: "not here" } });
    const send = (parts: object[]) => {
      const usageMetadata = { promptTokenCount: 1_000, candidatesTokenCount: 10, totalTokenCount: 1_010 };
      const answer = {
        candidates: [{ index: 0, finishReason: "STOP", content: { role: "model", parts } }],
        usageMetadata,
      };
      if (path.endsWith(":streamGenerateContent")) sendEvents(res, [answer], false);
      else sendJson(res, 200, answer);
    };
    if (body.generationConfig?.responseMimeType === "application/json") return send([{ text: ROUTE }]);
    const worker = workerOf(asked);
    const calls: string[] = [];
    const moment: Moment = {
      ...(worker === undefined ? {} : { worker }),
      tools: (body.tools ?? []).flatMap((tool: Body) => (tool.functionDeclarations ?? []).map((f: Body) => f.name)),
      about: JSON.stringify(body.tools ?? []),
      turns: [
        { kind: "said", by: "system", text: (body.systemInstruction?.parts ?? []).map((p: Body) => p.text).join("\n") },
        ...(body.contents ?? []).flatMap((content: Body) => turnsOf(content, calls)),
      ],
    };
    const reply = model(moment);
    listen(logged(moment, reply));
    if (reply.hang) return;
    send([
      ...(reply.text === undefined ? [] : [{ text: reply.text }]),
      ...(reply.calls ?? []).map(({ tool, input }) => ({ functionCall: { name: tool, args: input } })),
    ]);
  });
}

/** Calls have no ids: an answer belongs to the oldest call of its name that has none yet. */
function turnsOf({ role, parts }: Body, open: string[]): Turn[] {
  return (parts ?? []).flatMap((part: Body, at: number): Turn[] => {
    if (part.functionCall) {
      const id = `${part.functionCall.name}#${open.length}#${at}`;
      open.push(id);
      return [{ kind: "call", id, tool: part.functionCall.name, input: part.functionCall.args ?? {} }];
    }
    if (part.functionResponse) {
      const index = open.findIndex((id) => id.startsWith(`${part.functionResponse.name}#`));
      const id = index < 0 ? "" : open[index]!;
      if (index >= 0) open[index] = "answered";
      const { response } = part.functionResponse;
      return [{ kind: "answer", id, text: String(response?.output ?? response?.error ?? JSON.stringify(response)) }];
    }
    return typeof part.text === "string"
      ? [{ kind: "said", by: role === "model" ? "model" : "person", text: part.text }]
      : [];
  });
}
