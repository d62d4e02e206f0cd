import type { ClaimBundle } from "@teamwright/core";
import { compileTemplate } from "./compile.ts";
import { fence } from "./fence.ts";
import type { SpawnHost } from "./render-spawn.ts";
import { CLAIM, PROTOCOL, TOOL_PROTOCOL } from "./templates.ts";

export interface RenderOptions {
  /** Tokens, counted as a quarter of the characters: an estimate, vendors count differently. Default 12,000. */
  budget?: number;
  /** Whether the result document is there already, from an earlier try. */
  artifactExists?: boolean;
  /** How the worker gives a command, when not with a shell: `task.progress` to "the tool task_progress". */
  say?: (command: string) => string;
  /** The program that runs the worker, when it is known: whether a worker may start another. */
  host?: SpawnHost;
}

interface Block {
  name: string;
  text: string;
}

const claim = compileTemplate("claim", CLAIM);
const protocolTemplate = compileTemplate("protocol", PROTOCOL);
const toolProtocol = compileTemplate("tool-protocol", TOOL_PROTOCOL);

/** The text a worker reads after its claim, and the names of what was cut to fit the budget. The role's own words are never cut. */
export function renderBundle(bundle: ClaimBundle, options: RenderOptions = {}): { text: string; cuts: string[] } {
  const budget = (options.budget ?? 12_000) * 4;
  const cuts: string[] = [];
  const blocks = blocksOf(bundle);
  const fixed = render(bundle, [], options).length;
  let room = Math.max(0, budget - fixed);
  const show = options.say
    ? `${options.say("task.show")} (task ${bundle.task.id})`
    : `\`teamwright task show ${bundle.task.id} --json\``;
  const kept = blocks.map(({ name, text }) => {
    if (text.length <= room) {
      room -= text.length;
      return text;
    }
    cuts.push(name);
    const part = text.slice(0, Math.max(0, room - 200));
    room = 0;
    return part === ""
      ? `${name}: cut to fit. Read it with ${show}.`
      : `${fence(`${name}, cut`, part)}\nThe rest: ${show}.`;
  });
  return { text: render(bundle, kept, options), cuts };
}

/** What every worker is made to read besides its role and task. */
export function renderProtocol(
  bundle: Pick<ClaimBundle, "task" | "artifact" | "role" | "team" | "signals">,
  options: RenderOptions = {},
): string {
  const fields = bundle.task.output?.length
    ? JSON.stringify(Object.fromEntries(bundle.task.output.map((f) => [f, "..."])))
    : "";
  const { say, host } = options;
  const facts = {
    id: bundle.task.id,
    artifact: bundle.artifact,
    exists: options.artifactExists === true,
    gate: bundle.task.kind === "gate",
    fields,
    discuss: bundle.task.discuss ?? "",
    perspectives: (bundle.task.perspectives ?? []).join(", "),
    team: bundle.team,
    references: mentions(bundle, "references/"),
    templates: mentions(bundle, "templates/"),
    signals: bundle.signals.join(", "),
    starts: host === undefined || host.spawning.depth > 1,
    starter: host !== undefined && host.spawning.depth > 1 ? (host.tools.spawn ?? "") : "",
  };
  if (!say) return protocolTemplate(facts);
  return toolProtocol({
    ...facts,
    progress: say("task.progress"),
    checkpoint: say("task.checkpoint"),
    post: say("msg.post"),
    record: say("discuss.record"),
    request: say("role.request"),
    save: say("explore.save"),
    find: say("explore.find"),
    complete: say("task.complete"),
    fail: say("task.fail"),
  });
}

const mentions = ({ role }: Pick<ClaimBundle, "role">, folder: string): boolean =>
  Object.values(role.phases).some((text) => text.includes(folder));

const render = (bundle: ClaimBundle, blocks: string[], options: RenderOptions): string =>
  claim({
    session: bundle.session,
    task: bundle.task,
    role: bundle.role,
    phases: bundle.role.phases,
    second: bundle.task.attempt > 1,
    checkpoint: bundle.recovered_checkpoint && {
      commit: bundle.recovered_checkpoint.commit,
      summary: bundle.recovered_checkpoint.summary ?? "",
    },
    blocks,
    protocol: renderProtocol(bundle, options),
  });

/** What comes from outside, most needed first: the budget cuts from the end. */
function blocksOf(bundle: ClaimBundle): Block[] {
  const json = (value: unknown) => JSON.stringify(value, null, 1);
  const blocks: [string, string | undefined][] = [
    ["Brief", bundle.task.brief],
    ["Item", bundle.task.item === undefined ? "" : json(bundle.task.item)],
    ["How the result is judged", bundle.task.judged === undefined ? "" : json(bundle.task.judged)],
    ["What was said of the last try", bundle.feedback],
    ["Requirement", bundle.requirement],
    ["Input", bundle.input === undefined ? "" : json(bundle.input)],
    ...bundle.upstream.map((u): [string, string] => [
      `Result of ${u.id} (${u.role})`,
      u.result
        ? json({
            summary: u.result.summary,
            verdict: u.result.verdict,
            score: u.result.score,
            artifact: u.result.artifact,
            files: u.result.files,
            decisions: u.result.decisions,
            data: u.result.data,
          })
        : "nothing yet",
    ]),
    [
      "Messages (each comes again until it is answered, or acknowledged by kind ack and in_reply_to)",
      bundle.inbox.map((m) => `${m.id} ${m.from} (${m.kind}): ${m.body}`).join("\n"),
    ],
    ["Earlier tasks of yours", bundle.earlier.map((e) => `${e.id}: ${e.summary}`).join("\n")],
    ["Explorations so far", bundle.explorations.map((e) => `${e.angle}: ${e.summary} (${e.by})`).join("\n")],
    [
      "Wisdom of the team",
      bundle.wisdom
        .toReversed()
        .map((w) => `${w.kind}: ${w.text}`)
        .join("\n"),
    ],
  ];
  return blocks
    .filter(([, text]) => text !== undefined && text !== "")
    .map(([name, text]) => ({ name, text: fence(name, text!) }));
}
