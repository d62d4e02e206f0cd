// What a plugin costs: bytes on the user's disk, and text that a model is made to read.
import { readFrontMatter } from "@teamwright/role-spec";
import type { Team } from "@teamwright/core";
import type { Built } from "./build-pack.ts";

/** Hosts ration their lists: a longer description is cut or dropped without a word (seen in Claude Code and Codex). */
export const BUDGET = { description: 200, skills: 3, agents: 2 } as const;

export interface Listed {
  readonly kind: "skill" | "agent";
  readonly name: string;
  /** Characters of the description. */
  readonly description: number;
}

export interface Cost {
  /** Bytes installed. */
  readonly installed: number;
  readonly listed: readonly Listed[];
  /** Tokens, counted as a quarter of the characters: vendors count differently. Names and descriptions, in every session. */
  readonly always: number;
  /** The entry skill's words, once it is used. */
  readonly first: number;
  /** The words of its longest role, which a worker reads for its task besides the task itself. */
  readonly task: number;
}

const tokens = (characters: number): number => Math.ceil(characters / 4);

export function costOf(built: Built, team: Team): Cost {
  const listed: Listed[] = [];
  let always = 0;
  let first = 0;
  let installed = 0;
  for (const [path, { bytes }] of built) {
    installed += bytes.length;
    const kind = /^skills\/[^/]+\/SKILL\.md$/.test(path) ? "skill" : /^agents\/[^/]+\.md$/.test(path) ? "agent" : null;
    if (kind === null) continue;
    const text = new TextDecoder().decode(bytes);
    const { data, body } = readFrontMatter(text, path);
    const name = String(data?.["name"] ?? path);
    const description = String(data?.["description"] ?? "");
    listed.push({ kind, name, description: description.length });
    always += tokens(name.length + description.length + 4);
    if (path === `skills/team-${team.name}/SKILL.md`) first = tokens(body.length);
  }
  const phases = Object.values(team.roles).map(({ phases: p }) => p.context.length + p.work.length + p.validate.length);
  return { installed, listed, always, first, task: tokens(Math.max(0, ...phases)) };
}
