// Empty documents: filled with what the session knows, whatever that is.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { sampleTeam, Scenario } from "@teamwright/testing";
import * as fc from "fast-check";
import { afterEach, expect, it } from "vitest";
import { checkTemplates, fillTemplate, listTemplates, templateFacts } from "../src/index.ts";

const lifecycle = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..", "skills", "lifecycle");
const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});
async function packWith(templates: Record<string, string>): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), "teamwright-template-"));
  folders.push(dir);
  await mkdir(join(dir, "templates"));
  for (const [name, text] of Object.entries(templates)) await writeFile(join(dir, "templates", name), text);
  return dir;
}

/** A session on `requirement` in which SOLVE-001 said `said` in every place it can. */
function session(requirement: string, said = "said"): Scenario {
  const scenario = new Scenario();
  scenario.must("session.start", { session: "SMP-1", team: sampleTeam(), requirement, pipeline: "rounds" });
  const { token } = scenario.must("task.claim", { task: "SOLVE-001", owner: "planner@1" });
  const claim = { task: "SOLVE-001", token };
  const perspectives = [{ name: "product", rating: 4 }];
  scenario.must("discuss.record", { ...claim, round: "D1", perspectives, actions: [said] });
  scenario.must("task.complete", { ...claim, summary: said, decisions: [said], artifact: "artifacts/SOLVE-001.md" });
  scenario.must("wisdom.add", { kind: "decision", text: said });
  return scenario;
}

const ALL = `{{session.name}} {{session.team}} {{session.pipeline}} {{session.date}} {{task.id}}
{{requirement}}
{{#each upstream}}- {{id}} {{role}} {{artifact}}: {{summary}}
{{/each}}{{#each decisions}}- {{by}}: {{text}}
{{/each}}{{#each actions}}- {{by}}: {{text}}
{{/each}}`;

it("a document begins with what the session knows", async () => {
  const dir = await packWith({ "plan.md.hbs": ALL });
  const facts = templateFacts(session("Keep *two*\nlines").state, "AUDIT-001");
  expect(await fillTemplate([dir], "plan", facts)).toBe(
    [
      "SMP-1 sample rounds 2027-01-15 AUDIT-001",
      "> Keep \\*two\\*\n> lines",
      "- SOLVE-001 planner artifacts/SOLVE-001.md: said",
      "- SOLVE-001: said\n- coordinator: said",
      "- SOLVE-001 D1: said\n",
    ].join("\n"),
  );
});

it("whatever a person or a worker wrote stays text on its own line", async () => {
  const dir = await packWith({ "plan.md.hbs": ALL });
  const shape = (text: string) => text.split("\n").filter((line) => !line.startsWith(">")).length;
  const usual = shape(await fillTemplate([dir], "plan", templateFacts(session("x").state, "AUDIT-001")));
  const piece = fc.constantFrom(
    ..."# > - + * _ ` ``` ~~~ | [x](y) <b> --- === {{task.id}} {{{x}}} \\ & 1. : \u2028 \n \r \u0000 a".split(" "),
  );
  const hostile = fc.array(fc.oneof(piece, fc.string()), { minLength: 1, maxLength: 12 }).map((all) => all.join(""));
  await fc.assert(
    fc.asyncProperty(hostile, async (text) => {
      const said = text.replaceAll("\0", "").trim() === "" ? "x" : text.replaceAll("\0", "");
      const filled = await fillTemplate([dir], "plan", templateFacts(session(said, said).state, "AUDIT-001"));
      expect(shape(filled)).toBe(usual);
      for (const line of filled.split("\n")) {
        // Nothing that makes markup stands without its backslash, and nothing at the start of a text makes a block.
        const own = line.replace(/^(> |- )/, "").replace(/^>$/, "");
        expect(own.replace(/\\[\s\S]/g, "")).not.toMatch(/[`*_[\]<>|#~&]/);
        expect(own.replace(/^[A-Z]+-\d+( [a-zA-Z0-9]+)?.*?: /, "")).not.toMatch(/^([-+=:]|\d+[.)])/);
      }
    }),
    { numRuns: 200 },
  );
});

it("a template that is missing, wrong or huge is refused with what to do", async () => {
  const facts = templateFacts(session("x").state);
  const dir = await packWith({
    "good.md.hbs": "{{task.id}}.",
    "wrong.md.hbs": "{{tusk.id}}",
    "broken.md.hbs": "one\n{{#if task}}two",
    "reach.md.hbs": "{{task.constructor.name}}",
    "huge.md.hbs": "x".repeat(200_001),
    "notes.txt": "not a template",
  });
  expect(await listTemplates([dir])).toEqual(["broken", "good", "huge", "reach", "wrong"]);
  expect(await fillTemplate([dir], "good", facts)).toBe(".");
  for (const name of ["../team", "good.md.hbs", "notes", ""])
    await expect(fillTemplate([dir], name, facts)).rejects.toMatchObject({ code: "INPUT_INVALID" });
  for (const name of ["wrong", "broken", "reach", "huge"])
    await expect(fillTemplate([dir], name, facts)).rejects.toMatchObject({ code: "TEMPLATE_INVALID" });
  expect((await checkTemplates(dir)).map(({ code, path, line }) => [code, path.slice(dir.length + 1), line])).toEqual([
    ["TEMPLATE_INVALID", "templates/broken.md.hbs", 2],
    ["TEMPLATE_INVALID", "templates/huge.md.hbs", 1],
    ["TEMPLATE_INVALID", "templates/reach.md.hbs", 1],
    ["TEMPLATE_INVALID", "templates/wrong.md.hbs", 1],
  ]);
  expect(() => templateFacts(session("x").state, "NONE-001")).toThrow(
    expect.objectContaining({ code: "TASK_NOT_FOUND" }),
  );
});

it("the lifecycle team has the four documents of a specification", async () => {
  expect(await listTemplates([lifecycle])).toEqual(["architecture", "brief", "epics", "requirements"]);
  expect(await checkTemplates(lifecycle)).toEqual([]);
});
