// Which command lines a coordinator may run: our own program, and a look at where things stand. A list of what is forbidden would have holes.

const OURS: ReadonlySet<string> = new Set(["teamwright", "team-tracking", "team-msg"]);
/** Commands that change nothing and show no source; git shows what was committed. */
const LOOKS: ReadonlySet<string> = new Set(["pwd", "cd", "ls", "date", "echo", "printf", "true", "sleep", "which"]);
const GIT_LOOKS: ReadonlySet<string> = new Set(["status", "log", "show", "diff", "rev-parse"]);

/** Why a worker should run this; undefined when the coordinator may. */
export function judgeShell(command: string): string | undefined {
  const said = command.replaceAll(/\s+/g, " ").trim().slice(0, 80);
  const bare = withoutText(command)?.replaceAll(/\d?>&\d|\d?>\s*\/dev\/null(?![\w/])/g, "");
  if (bare === undefined) return `a worker runs commands that contain others (${said})`;
  if (/[<>]/.test(bare)) return `a worker writes and reads files (${said})`;
  const parts = bare.split(/[;|&\n]+/).map((part) => part.trim());
  const work = parts.some((part) => part !== "" && !isLook(part.split(/\s+/)));
  return work ? `a worker runs builds, tests and other commands (${said})` : undefined;
}

/** Quoted text becomes a word, a quoted here-document goes: nothing in them is run. Undefined when something would be, or a quote stays open. */
function withoutText(command: string): string | undefined {
  let out = "";
  let document: string | undefined;
  for (let at = 0; at < command.length; at++) {
    const rest = command.slice(at);
    const char = command[at]!;
    const heredoc = /^<<-?\s*(['"])(\w+)\1/.exec(rest);
    const quoted = /^'[^']*'/.exec(rest) ?? /^"(?:\\[\s\S]|[^"\\])*"/.exec(rest);
    if (heredoc) {
      document = heredoc[2]!;
      at += heredoc[0].length - 1;
    } else if (quoted) {
      const [text] = quoted;
      if (char === '"' && /`|\$\(/.test(text)) return undefined;
      out += /^.[\w./@:-]*.$/.test(text) ? text.slice(1, -1) : "TEXT";
      at += text.length - 1;
    } else if (char === "'" || char === '"' || char === "`" || /^(\$\(|[<>]\()/.test(rest)) return undefined;
    else if (char === "\\") {
      out += command[at + 1] === "\n" ? " " : "_";
      at += 1;
    } else if (char === "\n" && document !== undefined) {
      const end = new RegExp(`\n\\s*${document}(?=\n|$)`).exec(rest);
      if (!end) return undefined;
      at += end.index + end[0].length - 1;
      document = undefined;
    } else out += char;
  }
  return out;
}

function isLook(words: readonly string[]): boolean {
  const [first = "", second = "", ...rest] = words.filter((word, at) => !(at === 0 && /^TEAMWRIGHT_\w+=/.test(word)));
  if (first === "npx") return second === "teamwright";
  const name = first.slice(first.lastIndexOf("/") + 1);
  if (name === "git") return GIT_LOOKS.has(second) && !rest.some((word) => word.startsWith("--output"));
  // Under a path of its own only a program of ours: anybody may call a script `ls`.
  return OURS.has(name) || (first === name && LOOKS.has(name));
}
