// What serves a pack: the program that its texts call, and the server's set of tools that stands for it.
import type { Team } from "@teamwright/core";

export interface Serving {
  /** The word that commands in skills begin with. */
  readonly program: "teamwright" | "team-tracking";
  /** Name of the server, and what it is started with after `server/start.cjs`. */
  readonly server: string;
  readonly args: readonly string[];
  /** Programs of `bin/` besides `teamwright`. */
  readonly bins: readonly string[];
}

/** A team of tickets without pipelines is a tracking board, whose prompts have words and tools of their own. */
export function servingOf({ name, tickets, pipelines }: Team): Serving {
  const board = tickets !== undefined && Object.keys(pipelines).length === 0;
  return {
    program: board ? "team-tracking" : "teamwright",
    server: name,
    args: ["mcp", "serve", "--tools", board ? "board" : "all"],
    bins: board ? ["team-tracking", "team-msg"] : [],
  };
}
