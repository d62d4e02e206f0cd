// A stand-in for the Messages API, streaming or not. Claude Code and Copilot CLI speak it.
import { type Asked, type Body, counter, sendEvents, sendJson, serve } from "./serve.ts";
import { type Fake, type Listen, logged, type Model, type Moment, type Turn } from "./talk.ts";

/** `workerOf` tells a worker's request from the session's. */
export async function fakeAnthropic(
  model: Model,
  { workerOf, listen }: { workerOf(asked: Asked): string | undefined; listen: Listen },
): Promise<Fake> {
  const next = counter();
  return serve((asked) => {
    const { method, path, body, res } = asked;
    if (path.endsWith("/count_tokens")) return sendJson(res, 200, { input_tokens: 1 });
    if (method === "GET" && path.endsWith("/models")) return sendJson(res, 200, { data: [], has_more: false });
    if (method !== "POST" || !path.endsWith("/messages"))
      return sendJson(res, 404, { type: "error", error: { type: "not_found_error", message: path } });
    const worker = workerOf(asked);
    const moment: Moment = {
      ...(worker === undefined ? {} : { worker }),
      tools: (body.tools ?? []).map((tool: Body) => tool.name),
      about: JSON.stringify(body.tools ?? []),
      turns: [{ kind: "said", by: "system", text: textOf(body.system) }, ...(body.messages ?? []).flatMap(turnsOf)],
    };
    const reply = model(moment);
    listen(logged(moment, reply));
    if (reply.hang) return;
    const blocks = [
      ...(reply.text === undefined ? [] : [{ type: "text", text: reply.text }]),
      ...(reply.calls ?? []).map(({ tool, input }) => ({
        type: "tool_use",
        id: `toolu_${next()}`,
        name: tool,
        input,
      })),
    ];
    const usage = {
      input_tokens: 1_000,
      output_tokens: 10,
      cache_creation_input_tokens: 0,
      cache_read_input_tokens: 0,
    };
    const stop_reason = reply.calls?.length ? "tool_use" : "end_turn";
    const message = {
      id: `msg_${next()}`,
      type: "message",
      role: "assistant",
      model: body.model,
      stop_sequence: null,
      usage,
    };
    if (!body.stream) return sendJson(res, 200, { ...message, content: blocks, stop_reason });
    sendEvents(res, [
      { type: "message_start", message: { ...message, content: [], stop_reason: null } },
      ...blocks.flatMap((block, index) => [
        {
          type: "content_block_start",
          index,
          content_block: "text" in block ? { type: "text", text: "" } : { ...block, input: {} },
        },
        {
          type: "content_block_delta",
          index,
          delta:
            "text" in block
              ? { type: "text_delta", text: block.text }
              : { type: "input_json_delta", partial_json: JSON.stringify(block.input) },
        },
        { type: "content_block_stop", index },
      ]),
      { type: "message_delta", delta: { stop_reason, stop_sequence: null }, usage: { output_tokens: 10 } },
      { type: "message_stop" },
    ]);
  });
}

function turnsOf({ role, content }: Body): Turn[] {
  const by = role === "assistant" ? "model" : role === "system" ? "system" : "person";
  if (typeof content === "string") return [{ kind: "said", by, text: content }];
  return (content ?? []).flatMap((block: Body): Turn[] => {
    if (block.type === "text") return [{ kind: "said", by, text: block.text }];
    if (block.type === "tool_use") return [{ kind: "call", id: block.id, tool: block.name, input: block.input }];
    if (block.type === "tool_result") return [{ kind: "answer", id: block.tool_use_id, text: textOf(block.content) }];
    return [];
  });
}

const textOf = (content: Body): string =>
  typeof content === "string"
    ? content
    : (content ?? [])
        .map((block: Body) => block.text ?? (block.tool_name === undefined ? "" : `tool ${block.tool_name}`))
        .join("\n");
