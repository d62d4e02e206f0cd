// Whether a team reads only what it says a session can be started with.
import { type Condition, type Team } from "@teamwright/core";
import type { Say } from "./lint-team.ts";

type Test = Extract<Condition, { fact: string }>;

export function lintInputs(team: Team, say: Say): void {
  const names = Object.keys(team.inputs);
  if (names.length === 0) return;
  const check = (fact: string, keys: (string | number)[], compared: unknown[] = []): void => {
    const [source, name] = fact.split(".");
    if (source !== "input" || name === undefined) return;
    const input = Object.hasOwn(team.inputs, name) ? team.inputs[name]! : undefined;
    if (!input) {
      const fix = `Add ${name} to inputs, or name one of ${names.join(", ")}.`;
      return say("INPUT_UNKNOWN", keys, `${fact} is read, and the team does not take ${name}.`, fix);
    }
    const choices = input.one_of;
    for (const value of choices && fact === `input.${name}` ? compared : [])
      if (!choices!.includes(value as never)) {
        const words = choices!.map((choice) => JSON.stringify(choice)).join(", ");
        say("INPUT_VALUE", keys, `${fact} is never ${JSON.stringify(value)}.`, `Compare with one of ${words}.`);
      }
  };
  const checkAll = (condition: Condition | undefined, keys: (string | number)[]): void => {
    for (const { fact, eq, ne, in: some } of condition ? testsOf(condition) : [])
      check(
        fact,
        keys,
        [eq, ne, ...(some ?? [])].filter((value) => value !== undefined),
      );
  };
  for (const [i, { when }] of team.select.entries()) checkAll(when, ["select", i, "when"]);
  for (const [pipeline, { input, nodes }] of Object.entries(team.pipelines)) {
    for (const name of input) check(`input.${name}`, ["pipelines", pipeline, "input"]);
    for (const [name, node] of Object.entries(nodes)) {
      const at = ["pipelines", pipeline, "nodes", name];
      if (typeof node.for_each === "string") check(node.for_each, [...at, "for_each"]);
      checkAll(node.when, [...at, "when"]);
      checkAll(node.gate?.until, [...at, "gate", "until"]);
    }
  }
}

function testsOf(condition: Condition): Test[] {
  if ("all" in condition) return condition.all.flatMap(testsOf);
  if ("any" in condition) return condition.any.flatMap(testsOf);
  if ("not" in condition) return testsOf(condition.not);
  return [condition];
}
