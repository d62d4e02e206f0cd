import { COMMANDS, TeamError } from "@teamwright/core";
import { sayResult } from "../say-result.ts";
import { VERBS, type Invocation } from "../verbs.ts";

/** Prints a completion script for the command words. */
export async function completion({ globals, words }: Invocation): Promise<number> {
  const groups = new Map<string, string[]>();
  for (const name of [...Object.keys(COMMANDS), ...Object.keys(VERBS)]) {
    const [group, verb] = name.split(".") as [string, string | undefined];
    groups.set(group, [...new Set([...(groups.get(group) ?? []), ...(verb ? [verb] : [])])]);
  }
  const first = [...groups.keys()].join(" ");
  const cases = [...groups].filter(([, v]) => v.length > 0);
  const scripts: Record<string, string> = {
    bash: `_teamwright() {\n  local cur=\${COMP_WORDS[COMP_CWORD]}\n  case "$COMP_CWORD:\${COMP_WORDS[1]}" in\n    1:*) COMPREPLY=($(compgen -W "${first}" -- "$cur"));;\n${cases.map(([g, v]) => `    2:${g}) COMPREPLY=($(compgen -W "${v.join(" ")}" -- "$cur"));;`).join("\n")}\n  esac\n}\ncomplete -F _teamwright teamwright`,
    zsh: `#compdef teamwright\n_teamwright() {\n  case $CURRENT:$words[2] in\n    2:*) compadd ${first};;\n${cases.map(([g, v]) => `    3:${g}) compadd ${v.join(" ")};;`).join("\n")}\n  esac\n}\ncompdef _teamwright teamwright`,
    fish: [
      `complete -c teamwright -f -n __fish_use_subcommand -a "${first}"`,
      ...cases.map(([g, v]) => `complete -c teamwright -f -n "__fish_seen_subcommand_from ${g}" -a "${v.join(" ")}"`),
    ].join("\n"),
  };
  const script = Object.hasOwn(scripts, words[0] ?? "") ? scripts[words[0]!] : undefined;
  if (script === undefined)
    throw new TeamError("INPUT_INVALID", {
      message: "Which shell: bash, zsh or fish?",
      data: { issues: [{ field: "shell", problem: "unknown" }] },
    });
  if (globals.json) sayResult({ script });
  else process.stdout.write(`${script}\n`);
  return 0;
}
