// What every part of the scripted model says in the same way: a call of our server, a worker's last words.
import type { HostId } from "../../packages/hosts/src/capabilities/hosts.ts";
import { MANNERS } from "./manners.ts";
import * as texts from "./read-texts.ts";
import { type Call, exchanges, type Moment, type Reply } from "./talk.ts";

/** How often a tool is looked for in one conversation. */
export const LOOKS = 12;

/** Loads a skill by the name that the host lists it under. */
export function load(host: HostId, moment: Moment, wanted: string): Reply {
  const listed = texts.listedSkill(moment, wanted);
  const before = exchanges(moment.turns).filter(({ input }) => JSON.stringify(input).includes(wanted));
  if (listed === undefined || before.length > 3) return { text: `STUCK no skill ${wanted} to load` };
  return { calls: [MANNERS[host].skill(listed, moment)] };
}

/** A call of our server. Where the host only names the tool so far, it is looked up first. */
export function board(
  host: HostId,
  moment: Moment,
  { server, words, input }: { server: string; words: texts.Words; input: object },
): Call {
  const found = texts.findTool(moment, server, words);
  const { discover } = MANNERS[host];
  const looked = exchanges(moment.turns).filter(({ tool }) => tool === discover?.("").tool);
  const known = found && looked.some(({ input: i, text }) => `${JSON.stringify(i)} ${text}`.includes(found.name));
  // A server that still starts is not found at the first look.
  if (discover && !found?.offered && !known && looked.length < LOOKS)
    return discover(found?.name ?? `${server} ${words.tool}`);
  const op = words.op === undefined ? {} : { op: words.op };
  return { tool: found?.name ?? `${server}.${words.tool}`, input: { ...op, ...input } };
}

/** A worker's last words. Where a host wants them through a tool, they go there, in the form that the tool's schema says. */
export function end(host: HostId, { tools, about }: Moment, text: string): Reply {
  if (host !== "gemini" || !tools.includes("complete_task")) return { text };
  const [, schema = ""] = /"name":"complete_task"(.*)/.exec(about) ?? [];
  const wantsObject = /"result":\{(?:"description":"[^"]*",)?"type":"object"/i.test(schema);
  return {
    calls: [{ tool: "complete_task", input: { result: wantsObject ? { response: text } : text, response: text } }],
  };
}
