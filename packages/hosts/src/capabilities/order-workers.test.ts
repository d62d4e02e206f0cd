import { describe, expect, it } from "vitest";
import { detectHost, type HostId, HOSTS } from "./hosts.ts";
import { orderWorkers } from "./order-workers.ts";

const due = [{ task: "EXPLORE-001", role: "explorer", owner: "explorer@d1", dispatch: "d1" }];
const ordered = (host: HostId | undefined) => orderWorkers(due, { session: "S-1", host, team: "issue" });

describe("what a coordinator is told of workers that are due", () => {
  // The whole text for each host: a change of the table or of the template is seen here.
  const texts: Record<HostId | "other", [name: string, ...lines: string[]]> = {
    claude: [
      "EXPLORE-001",
      "Start each with your tool `Agent`, in the background; at most 20 live at a time; as the agent `team-issue:issue-worker` where that is listed. Each gets its own name and prompt.",
      "You hear when one ends. That is no proof: then call `teamwright beat`. For news line by line let `Monitor` run `teamwright listen --follow`.",
      "There is no `TeamCreate`, `TeamDelete`, `TaskCreate`, `TaskGet`, `TaskUpdate`, `TaskList`, `TodoWrite`, `Glob`, `Grep` any more.",
    ],
    codex: [
      "explore_001",
      "Start each with your tool `collaboration.spawn_agent`, in the background; at most 3 live at a time. Each gets its own name and prompt.",
      "You hear when one ends, or wait with `collaboration.wait_agent` (10 to 3600 seconds). That is no proof: then call `teamwright beat`.",
      "There is no `close_agent`, `send_input`, `resume_agent`, `assign_task`, `report_agent_job_result` any more.",
    ],
    gemini: [
      "explore-001",
      "Start each with your tool `invoke_agent`, all in one answer: you go on when they have ended; as the agent `issue-worker` where that is listed. Each gets its own name and prompt.",
      "Then call `teamwright beat`.",
    ],
    copilot: [
      "explore-001",
      "Start each with your tool `task`, in the background; as the agent `team-issue:issue-worker` where that is listed. Each gets its own name and prompt.",
      "You hear when one ends, or wait with `read_agent` (0 to 180 seconds). That is no proof: then call `teamwright beat`.",
    ],
    other: [
      "EXPLORE-001",
      "Start each with whatever starts an agent here, in the background where it can be; without such a tool, a person or a script runs each prompt. Each gets its own name and prompt.",
      "Nothing may tell you when one ends: wait with `teamwright listen`, then call `teamwright beat`.",
    ],
  };
  it.each(Object.entries(texts))("is in the words of %s", (host, [name, ...lines]) => {
    const { how, workers } = ordered(host === "other" ? undefined : (host as HostId));
    expect(how.split("\n")).toEqual(lines);
    expect(workers).toMatchObject([{ ...due[0], name }]);
  });

  it("is in no host's words longer than 600 characters", () => {
    for (const host of [...(Object.keys(HOSTS) as HostId[]), undefined])
      expect(ordered(host).how.length).toBeLessThanOrEqual(600);
  });

  it("names our tools where there is no shell, and starts each worker with its own ids", () => {
    const say = (command: string) => `the tool ${command}`;
    const { how, workers } = orderWorkers(due, { session: "S-1", host: "gemini", say });
    expect(how).toContain("Then call the tool beat.");
    expect(how).not.toContain("as the agent");
    expect(workers[0]!.prompt).toBe(
      "You are the explorer of team session S-1. Claim your task with the tool task.claim: session S-1, agent explorer@d1, task EXPLORE-001, dispatch d1.\nThe answer is your task, your instructions and how to report. If it is refused, stop.",
    );
    expect(ordered("codex").workers[0]!.prompt).toContain(
      "teamwright task claim EXPLORE-001 --session S-1 --owner explorer@d1 --dispatch d1",
    );
  });

  it("is a template of the project where it has one, and refused by name where that is wrong", () => {
    const by = (templates: object) => orderWorkers(due, { session: "S-1", host: "codex", templates });
    const own = by({ spawn: "Do {{task}} as {{owner}}", orders: "Use {{tool}}, {{at_once}} at most" });
    expect(own.how).toBe("Use collaboration.spawn_agent, 3 at most");
    expect(own.workers[0]!.prompt).toBe("Do EXPLORE-001 as explorer@d1");
    expect(() => by({ orders: "{{colour}}" })).toThrow(/orders names colour/);
  });
});

describe("the host behind a call", () => {
  const env = (host: HostId) => ({ [HOSTS[host].signs.environment]: "1" });
  it.each(Object.keys(HOSTS) as HostId[])("%s is known by its client's name and by its shell", (host) => {
    expect(detectHost({ client: HOSTS[host].signs.client })).toBe(host);
    expect(detectHost({ client: `${HOSTS[host].signs.client}-v2`, env: {} })).toBe(host);
    expect(detectHost({ env: { ...env(host), HOME: "/" } })).toBe(host);
  });

  it("is unknown where nobody we know calls, or one has started another", () => {
    expect(detectHost({})).toBeUndefined();
    expect(detectHost({ client: "inspector", env: env("claude") })).toBeUndefined();
    expect(detectHost({ env: { ...env("claude"), ...env("codex") } })).toBeUndefined();
    expect(detectHost({ env: { [HOSTS.claude.signs.environment]: "" } })).toBeUndefined();
  });
});
