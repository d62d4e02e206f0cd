// What a person is told of a command or a flag that does not exist.
import { COMMANDS } from "@teamwright/core";
import { expect, it } from "vitest";
import { fieldsOf } from "./fields-of.ts";
import { unknownCommand } from "./unknown-command.ts";
import { unknownFlag } from "./unknown-flag.ts";
import { flagsOfUsage } from "./verb-flags.ts";
import { VERBS } from "./verbs.ts";

it.each([
  ["task clam", "task.claim"],
  ["tsk list", "task.list"],
  ["taskclaim", "task.claim"],
  ["task.claim", "task.claim"],
  ["sesion lst", "session.list"],
  ["pack chekc ./docs", "pack.check"],
  ["lsiten", "listen"],
  ["hlep task", "help"],
  ["claim BUILD-001", "task.claim"],
  ["test", "pack.test"],
  ["msg send", "msg.post, msg.read, msg.overdue"],
  ["msg list", "msg.post, msg.read, msg.overdue"],
  ["token", "token.create, token.list, token.revoke"],
  [
    "session frob",
    Object.keys({ ...COMMANDS, ...VERBS })
      .filter((name) => name.startsWith("session."))
      .join(", "),
  ],
  ["tokn frob", "token.create, token.list, token.revoke"],
  ["frobnicate", null],
  ["toString", null],
  ["", null],
])("`teamwright %s` was meant as %s", (line, meant) => {
  const { code, hint, data } = unknownCommand(line.split(" "));
  expect([code, data["closest"]]).toEqual(["COMMAND_UNKNOWN", meant]);
  for (const name of meant?.split(", ") ?? ["help"]) expect(hint).toContain(`${name.replace(".", " ")}\``);
});

it.each([
  ["task.complete", "verdct", "verdict"],
  ["task.complete", "sumary", "summary"],
  ["session.start", "pipline", "pipeline"],
  ["task.list", "sesion", "session"],
  ["pack.check", "jsn", "json"],
  ["listen", "folow", "follow"],
  ["pack.build", "Out", "out"],
  ["task.complete", "roles", null],
  ["task.complete", "message", null],
])("%s --%s was meant as %s", (name, flag, meant) => {
  const known = VERBS[name] ? flagsOfUsage(VERBS[name].usage) : fieldsOf(COMMANDS[name]!.input);
  const { hint } = unknownFlag(flag, Object.keys(known));
  expect(hint).toMatch(meant === null ? /^Known: --/ : `Did you mean --${meant}?`);
});
