// A stand-in for the Responses API over server-sent events. Codex speaks it.
import { fromScript, toScript } from "./code-mode.ts";
import { type Asked, type Body, counter, sendEvents, sendJson, serve } from "./serve.ts";
import { type Fake, type Listen, logged, type Model, type Moment, type Turn } from "./talk.ts";

/** A tool of a namespace is `namespace.name`; one that takes plain text gets its input's `text`. */
export async function fakeResponses(
  model: Model,
  { workerOf, listen }: { workerOf(asked: Asked): string | undefined; listen: Listen },
): Promise<Fake> {
  const next = counter();
  return serve((asked) => {
    const { method, path, body, res } = asked;
    if (path.endsWith("/models")) return sendJson(res, 200, { object: "list", data: [], models: [] });
    if (method !== "POST" || !path.endsWith("/responses"))
      return sendJson(res, 404, { error: { message: "not here" } });
    const worker = workerOf(asked);
    // Newer models are told of their tools in a message, and call all but a few of them from inside of a script.
    const told = (body.input ?? []).flatMap((item: Body) => (item.type === "additional_tools" ? item.tools : []));
    const offered = [...(body.tools ?? []), ...told];
    const names = namesOf(offered);
    const moment: Moment = {
      ...(worker === undefined ? {} : { worker }),
      tools: names,
      about: JSON.stringify(offered),
      turns: [{ kind: "said", by: "system", text: body.instructions ?? "" }, ...(body.input ?? []).flatMap(turnsOf)],
    };
    const scripted = names.includes("functions.exec");
    const plain = new Set(offered.filter((tool: Body) => tool.type === "custom").map((tool: Body) => tool.name));
    const reply = model(moment);
    listen(logged(moment, reply));
    if (reply.hang) return;
    const output = [
      ...(reply.text === undefined
        ? []
        : [
            {
              type: "message",
              id: `msg_${next()}`,
              role: "assistant",
              status: "completed",
              content: [{ type: "output_text", text: reply.text, annotations: [] }],
            },
          ]),
      ...(reply.calls ?? []).map(({ tool, input }) => {
        const id = next();
        const call = { call_id: `call_${id}`, status: "completed" };
        if (scripted && !names.includes(tool))
          return { type: "custom_tool_call", id: `ctc_${id}`, name: "exec", input: toScript({ tool, input }), ...call };
        if (plain.has(tool))
          return { type: "custom_tool_call", id: `ctc_${id}`, name: tool, input: String(input["text"]), ...call };
        if (tool === "tool_search")
          return { type: "tool_search_call", id: `tsc_${id}`, execution: "client", arguments: input, ...call };
        const dot = tool.lastIndexOf(".");
        const named = dot < 0 ? { name: tool } : { namespace: tool.slice(0, dot), name: tool.slice(dot + 1) };
        return { type: "function_call", id: `fc_${id}`, ...named, arguments: JSON.stringify(input), ...call };
      }),
    ];
    const response = {
      id: `resp_${next()}`,
      object: "response",
      created_at: 0,
      model: body.model,
      status: "in_progress",
      output: [],
      usage: null,
    };
    const tokens = {
      input_tokens: 1_000,
      input_tokens_details: { cached_tokens: 0 },
      output_tokens: 10,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: 1_010,
    };
    const events = [
      { type: "response.created", response },
      ...output.flatMap((item, output_index) => [
        { type: "response.output_item.added", output_index, item },
        { type: "response.output_item.done", output_index, item },
      ]),
      { type: "response.completed", response: { ...response, status: "completed", output, usage: tokens } },
    ];
    sendEvents(
      res,
      events.map((event, sequence_number) => ({ ...event, sequence_number })),
    );
  });
}

const namesOf = (tools: Body[] = [], space = ""): string[] =>
  tools.flatMap((tool) =>
    tool.type === "namespace" ? namesOf(tool.tools, `${space}${tool.name}.`) : [`${space}${tool.name ?? tool.type}`],
  );

function turnsOf(item: Body): Turn[] {
  const text = (value: Body): string =>
    typeof value === "string"
      ? value
      : Array.isArray(value)
        ? value.map((part) => part.text ?? part.encrypted_content ?? "").join("\n")
        : JSON.stringify(value ?? "");
  switch (item.type) {
    case "message":
      return [
        {
          kind: "said",
          by: item.role === "assistant" ? "model" : item.role === "user" ? "person" : "system",
          text: text(item.content),
        },
      ];
    case "agent_message":
      return [{ kind: "said", by: "person", text: text(item.content) }];
    case "function_call":
      return [
        {
          kind: "call",
          id: item.call_id,
          tool: item.namespace === undefined || item.namespace === null ? item.name : `${item.namespace}.${item.name}`,
          input: JSON.parse(item.arguments || "{}"),
        },
      ];
    case "custom_tool_call":
      return [
        {
          kind: "call",
          id: item.call_id,
          ...(fromScript(item.input) ?? { tool: item.name, input: { text: item.input } }),
        },
      ];
    case "tool_search_call":
      return [{ kind: "call", id: item.call_id, tool: "tool_search", input: item.arguments ?? {} }];
    case "tool_search_output":
      return [{ kind: "answer", id: item.call_id, text: namesOf(item.tools).join("\n") }];
    case "function_call_output":
    case "custom_tool_call_output":
      return [{ kind: "answer", id: item.call_id, text: text(item.output) }];
    default:
      return [];
  }
}
