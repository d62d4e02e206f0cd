import { Team } from "@teamwright/core";

const role = (name: string, ...prefixes: string[]) => ({ name, prefixes });

/** A team with one of everything the kernel knows: gate by verdict, by rule and by a person, discussion, fan-out, waves, chains, routing, ask, approval, injection, inner loop, resident. */
export const sampleTeam = (change: Record<string, unknown> = {}): Team =>
  Team.parse({
    name: "sample",
    session_prefix: "SMP",
    roles: {
      explorer: role("explorer", "EXPLORE"),
      planner: role("planner", "SOLVE", "SOLVE-fix"),
      reviewer: role("reviewer", "AUDIT"),
      integrator: role("integrator", "MARSHAL"),
      implementer: { ...role("implementer", "BUILD"), inner_loop: true },
      guard: role("guard", "SECURITY"),
      watcher: { ...role("watcher", "WATCH"), resident: true },
    },
    pipelines: {
      full: {
        nodes: {
          explore: { role: "explorer" },
          solve: { role: "planner", needs: ["explore"] },
          audit: {
            role: "reviewer",
            needs: ["solve"],
            gate: { revise: { role: "planner", prefix: "SOLVE-fix" }, max_rounds: 2, when_exhausted: "proceed" },
          },
          marshal: { role: "integrator", needs: ["audit"] },
          build: { role: "implementer", needs: ["marshal"] },
        },
      },
      batch: {
        input: ["issues"],
        nodes: {
          explore: { role: "explorer", for_each: "input.issues", max_parallel: 5, title: "Explore {item.id}" },
          solve: { role: "planner", for_each: "input.issues", needs: ["explore"], max_parallel: 1 },
          audit: {
            role: "reviewer",
            needs: ["solve"],
            gate: { revise: { role: "planner", prefix: "SOLVE-fix" }, when_exhausted: "escalate" },
          },
          consent: { ask: { question: "Build it?" }, needs: ["audit"], when: { fact: "input.ask", eq: true } },
          marshal: { role: "integrator", needs: ["consent"], output: ["parallel_groups"] },
          build: { role: "implementer", for_each: "marshal.parallel_groups", needs: ["marshal"], max_parallel: 3 },
          sign: { role: "reviewer", needs: ["build"], approval: true, when: { fact: "marshal.risk", eq: "high" } },
        },
      },
      rounds: {
        nodes: {
          solve: { role: "planner", discuss: "D1" },
          audit: {
            role: "reviewer",
            needs: ["solve"],
            output: ["coverage"],
            gate: {
              revise: { role: "planner", prefix: "SOLVE-fix" },
              score: { approved: 80, concerns: 60 },
              until: { fact: "data.coverage", gte: 0.8 },
            },
          },
          steer: {
            role: "explorer",
            needs: ["audit"],
            gate: { revise: { role: "planner" }, max_rounds: 3, ask: { question: "Deeper?" } },
          },
          build: { role: "implementer", needs: ["steer"], context: ["solve"] },
        },
      },
      chains: {
        nodes: {
          choose: {
            ask: {
              question: "How deep?",
              options: [
                { id: "deep", label: "Deep", effect: "proceed" },
                { id: "flat", label: "Flat", effect: "proceed" },
                { id: "enough", label: "Enough", effect: "end" },
              ],
            },
          },
          explore: { role: "explorer", needs: ["choose"], for_each: ["a", "b"] },
          solve: { role: "planner", follows: "explore", when: { fact: "choose.option", eq: "deep" } },
          audit: {
            role: "reviewer",
            follows: "solve",
            in_turn: true,
            gate: { revise: [{ role: "planner", prefix: "SOLVE-fix" }, { role: "implementer" }], max_rounds: 1 },
          },
          watch: { role: "watcher", needs: ["audit"], output: ["parts"] },
          build: { role: "implementer", for_each: "watch.parts", item_needs: "after", needs: ["watch"] },
          check: { role: "watcher", follows: "build" },
        },
      },
      pairs: {
        nodes: {
          explore: { role: "explorer", when: { fact: "input.ask", eq: true } },
          glance: { role: "explorer", needs: ["explore"], gate: { revise: { role: "explorer" }, max_rounds: 1 } },
          deepen: { role: "planner", needs: ["glance"], when: { fact: "input.ask", eq: false } },
          solve: { role: "planner", needs: ["glance"], output: ["parts"] },
          audit: {
            role: "reviewer",
            needs: ["deepen", "solve"],
            gate: { revise: { role: "planner", prefix: "SOLVE-fix" }, max_rounds: 1, when_exhausted: "proceed" },
          },
          secure: { role: "guard", needs: ["solve"], gate: { revise: { role: "planner" }, max_rounds: 1 } },
          once: {
            role: "integrator",
            needs: ["solve"],
            gate: { again: "own", revise: { role: "planner" }, max_rounds: 1, when_exhausted: "proceed" },
          },
          steer: {
            role: "explorer",
            needs: ["audit", "secure", "once"],
            gate: { revise: { role: "planner" }, max_rounds: 1, ask: { question: "Deeper?" } },
          },
          build: { role: "implementer", needs: ["steer"], for_each: "solve.parts", item_needs: "after" },
        },
      },
    },
    select: [{ pipeline: "batch", when: { fact: "input.issues.length", gte: 5 } }, { pipeline: "full" }],
    inject: [
      { signal: "auth", role: "guard", level: "P0" },
      { signal: "notes", role: "guard", level: "P1" },
    ],
    ...change,
  });
