import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { checkPlay, defineTeam, loadPack, autoPlays } from "../src/index.ts";

const notes = () =>
  defineTeam({
    name: "notes",
    session_prefix: "NOTE",
    roles: {
      writer: { prefixes: ["WRITE", "WRITE-fix"] },
      editor: { prefixes: ["EDIT"], resident: true },
    },
    pipelines: {
      one: {
        nodes: {
          write: { role: "writer", title: "Write the note" },
          edit: { role: "editor", needs: ["write"], gate: { revise: { role: "writer", prefix: "WRITE-fix" } } },
          consent: { ask: { question: "Send it?" }, needs: ["edit"] },
        },
      },
    },
    inject: [{ signal: "legal", role: "editor", level: "P0" }],
  });

it("a team in TypeScript is the team that the same words in YAML are", async () => {
  const dir = await mkdtemp(join(tmpdir(), "teamwright-define-"));
  const yaml = `
name: notes
session_prefix: NOTE
roles:
  writer: { prefixes: [WRITE, WRITE-fix] }
  editor: { prefixes: [EDIT], resident: true }
pipelines:
  one:
    nodes:
      write: { role: writer, title: Write the note }
      edit: { role: editor, needs: [write], gate: { revise: { role: writer, prefix: WRITE-fix } } }
      consent: { ask: { question: "Send it?" }, needs: [edit] }
inject: [{ signal: legal, role: editor, level: P0 }]
`;
  await writeFile(join(dir, "team.yaml"), yaml);
  expect(notes()).toEqual((await loadPack(dir)).team);
  await rm(dir, { recursive: true });
});

it("it plays like any other", async () => {
  const team = notes();
  for (const script of autoPlays(team, "one")) expect((await checkPlay(team, script)).wrong).toEqual([]);
});

it("what types cannot see is thrown with every complaint", () => {
  const define = () =>
    defineTeam({
      name: "notes",
      session_prefix: "NOTE",
      roles: { writer: { prefixes: ["WRITE"] } },
      pipelines: { one: { nodes: { write: { role: "writer", needs: ["nowhere"] } } } },
    });
  expect(define).toThrow(/pipelines\.one\.nodes\.write\.needs: write needs nowhere/);
  expect(() => defineTeam({ name: "No", session_prefix: "N", roles: {}, pipelines: {} })).toThrow(/name: /);
});

it("the compiler refuses roles and prefixes that are not declared", () => {
  const base = { name: "x", session_prefix: "X", roles: { writer: { prefixes: ["WRITE"] } } } as const;
  const wrong = () => [
    // @ts-expect-error -- there is no such role
    defineTeam({ ...base, pipelines: { one: { nodes: { a: { role: "editor" } } } } }),
    // @ts-expect-error -- the role does not own the prefix
    defineTeam({ ...base, pipelines: { one: { nodes: { a: { role: "writer", prefix: "EDIT" } } } } }),
    defineTeam({
      ...base,
      // @ts-expect-error -- nobody could revise
      pipelines: { one: { nodes: { a: { role: "writer", gate: { revise: { role: "nobody" } } } } } },
    }),
  ];
  expect(wrong).toThrow();
});
