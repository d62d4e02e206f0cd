// Every complaint about a role file, in one table: how bad, what is the matter, what to do. `{blanks}` are filled per case.

export type Severity = "error" | "warning" | "note";

export interface ComplaintEntry {
  readonly severity: Severity;
  readonly meaning: string;
  readonly fix: string;
}

const error = (meaning: string, fix: string): ComplaintEntry => ({ severity: "error", meaning, fix });
const warning = (meaning: string, fix: string): ComplaintEntry => ({ severity: "warning", meaning, fix });
const note = (meaning: string, fix: string): ComplaintEntry => ({ severity: "note", meaning, fix });

export const COMPLAINTS = {
  // Files and folders
  ROLE_FILE_MISSING: error("There is no such file or folder.", "Check the path{hint}."),
  ROLE_FILE_UNREADABLE: error("The file cannot be read: {reason}.", "Give this user the right to read it."),
  ROLE_FILE_KIND: error("This is {kind}, not a file.", "Rename it, or put a markdown file there."),
  ROLE_FILE_LARGE: error(
    "The file has {size}; a role file has at most {max}.",
    "Move long material to a reference file and name it in the role.",
  ),
  ROLE_FILE_BINARY: error("The file is not text: {reason}.", "Save it as UTF-8 text without NUL bytes."),
  ROLE_FILE_EMPTY: error("The file is empty.", "Start with:\n{block}"),
  ROLE_LINK_LOOP: error("This link leads back to a folder that holds it, so it was not followed.", "Remove the link."),
  ROLE_LINK_BROKEN: error("This link leads nowhere.", "Remove the link or restore what it pointed to."),
  ROLE_LINK_OUTSIDE: error(
    "This link leaves the folder that was given, so it was not followed.",
    "Put a copy here, or give the path it points to: {target}",
  ),
  ROLE_NO_FILES: error(
    "No role file was found here.",
    "Put roles in roles/<role>.md, roles/<role>/role.md or role-specs/<role>.md, or give the file itself.",
  ),
  ROLE_FOLDER_LIMIT: error("The folder is too {what} to be searched in full.", "Give a narrower folder or a glob."),
  ROLE_SEARCH_STOPPED: error("The search was stopped.", "Run it again without the signal."),

  // The block of frontmatter
  ROLE_BOM: note("The file starts with a byte order mark.", "Save it as UTF-8 without BOM."),
  ROLE_LINE_ENDS: warning("Lines end with a lone carriage return.", "Save the file with LF line ends."),
  ROLE_LEADING_LINES: warning(
    "Blank lines stand before the frontmatter; many readers then see none.",
    "Delete the lines above `---`.",
  ),
  ROLE_FENCE_OPEN: error("Frontmatter opens with `{found}`.", "Write exactly three dashes: `---`."),
  ROLE_FENCE_CLOSE: error("Frontmatter closes with `{found}`.", "Write exactly three dashes: `---`."),
  ROLE_FENCE_SPACES: note("Spaces follow `---`.", "Delete them; some readers do not see the line otherwise."),
  ROLE_FENCE_TEXT: warning("More than `---` stands on the opening line: `{found}`.", "Write `---` alone."),
  ROLE_FENCE_UNCLOSED: error(
    "The frontmatter opened on line {open} is never closed.",
    "Put a line `---` above this one.",
  ),
  ROLE_ENGINE: error("Frontmatter in `{language}` is not read, and never run.", "Write `---` alone and YAML below it."),
  ROLE_FRONTMATTER_MISSING: error(
    "The role has no frontmatter; only a coordinator may do without.",
    "Put this at the top of the file:\n{block}",
  ),
  ROLE_FRONTMATTER_NONE: note(
    "A coordinator without frontmatter: everything is taken from its place and text.",
    "Nothing to do; or say it openly at the top of the file:\n{block}",
  ),
  ROLE_FRONTMATTER_EMPTY: error("The frontmatter is empty.", "Write in it:\n{block}"),
  ROLE_FRONTMATTER_SHAPE: error(
    "The frontmatter is {shape}, not keys with values.",
    "Write `key: value` lines, like:\n{block}",
  ),
  ROLE_FRONTMATTER_LARGE: error(
    "The frontmatter has {size}; at most {max} are read.",
    "Move text into the body, below the closing `---`.",
  ),

  // YAML
  ROLE_YAML: error(
    "The YAML cannot be read: {reason}.",
    "Mend this line; when in doubt, put the value in double quotes.",
  ),
  ROLE_YAML_COLON: error("`{key}` has an unquoted `: ` in its value.", "Quote it: {line}"),
  ROLE_YAML_HASH: warning(
    "Everything from ` #` on is a comment: `{key}` ends at `{kept}`.",
    "Quote it if it belongs to the text: {line}",
  ),
  ROLE_YAML_TAB: error("A tab is used to indent.", "Indent with spaces."),
  ROLE_YAML_QUOTE: error("{reason}.", "{advice}"),
  ROLE_YAML_BRACKET: error(
    "`{open}` is never closed with `{close}`.",
    "Add `{close}`, or quote the value if it is plain text.",
  ),
  ROLE_YAML_START: error("A value cannot start with `{found}` unless it is quoted.", "Quote it: {line}"),
  ROLE_YAML_INDENT: error(
    "The indentation does not fit the lines around it.",
    "Start keys at the first column, and indent what belongs to a key by two spaces.",
  ),
  ROLE_YAML_SPACE: error("`{found}` has no space after the colon.", "Write `{line}`."),
  ROLE_YAML_DUPLICATE: error("`{key}` is given twice, first on line {first}.", "Keep one of the two."),
  ROLE_YAML_ALIAS: error("An alias ({name}) {reason}.", "Write the value out."),
  ROLE_YAML_DEPTH: error("Values are nested too deeply.", "Flatten them; {max} levels are read."),
  ROLE_YAML_TAG: warning("The tag `{tag}` is ignored; the value is taken as written.", "Delete the tag."),
  ROLE_YAML_KEY: error("A key is {shape}.", "Use a plain word as the key."),
  ROLE_YAML_DOCUMENTS: error("A second YAML document starts inside the frontmatter.", "Delete `{found}`."),
  ROLE_YAML_DIRECTIVE: error("A YAML directive (`%...`) is not allowed here.", "Delete the line."),

  // Keys
  ROLE_KEY_UNKNOWN: warning(
    "`{key}` is not a key of ours; it is kept under `extra` and has no effect.",
    "Delete the line unless your own tools read it.",
  ),
  ROLE_KEY_TYPO: warning("`{key}` is not a key of ours and has no effect.", "Did you mean `{to}`?"),
  ROLE_KEY_RENAMED: note("`{key}` is an old name of `{to}`.", "Write `{to}:` instead."),
  ROLE_KEY_SPELLING: note("`{key}` is read as `{to}`.", "Write `{to}:`, as all keys are written."),
  ROLE_KEY_IGNORED: note("`{key}` has no effect: {reason}.", "Delete the line."),
  ROLE_KEY_CONFLICT: error(
    "`{key}` and `{to}` say different things; `{to}` wins.",
    "Delete `{key}`, or correct `{to}`.",
  ),
  ROLE_KEY_UNSAFE: warning("A key named `{key}` is dropped.", "Use another name."),

  // Values
  ROLE_NAME_DERIVED: note("The role has no name; `{name}` is taken from its place.", "Write `role: {name}`."),
  ROLE_NAME_DIFFERS: note(
    "The role calls itself `{name}`, its place says `{place}`.",
    "Rename one of the two, so that the role can be found.",
  ),
  ROLE_NAME_INVALID: error(
    "`{name}` is not a role name: lower case letters, digits and dashes, first a letter, at most 64.",
    "Write `role: {suggestion}`.",
  ),
  ROLE_PREFIX_MISSING: error("The role `{name}` has no task prefix.", "Write `prefix: {suggestion}`."),
  ROLE_PREFIX_INVALID: error("`{prefix}` is not a task prefix: {reason}.", "Write something like `{suggestion}`."),
  ROLE_PREFIX_REPEATED: note("The prefix `{prefix}` is given more than once.", "Delete one."),
  ROLE_VALUE_WORD: warning(
    "`{found}` is read as {value} here, but is only text to most readers.",
    "Write `{key}: {value}`.",
  ),
  ROLE_VALUE_AMBIGUOUS: note(
    "`{found}` is kept as text, but other YAML readers turn it into {other}.",
    'Quote it: "{found}".',
  ),
  ROLE_VALUE_EMPTY: warning("`{key}` is empty, so its default is used.", "Delete the line, or give it a value."),
  ROLE_VALUE_TYPE: error("`{key}` should be {expected}, not {got}.", "Write `{line}`."),
  ROLE_VALUE_INVALID: error("`{key}`: {reason}.", "Correct the value."),
  ROLE_LIST_TEXT: note("`{key}` is text where a list is meant; it was split at its commas.", "Write `{line}`."),
  ROLE_LIST_QUOTED: warning(
    "`{key}` is a list inside quotes, so other readers see one piece of text.",
    "Write `{line}`.",
  ),
  ROLE_LIST_REPEATED: note("`{item}` stands in `{key}` more than once.", "Delete one."),

  // The body
  ROLE_BODY_EMPTY: warning(
    "The role has no instructions below its frontmatter.",
    "Add `## Phase 2: Context`, `## Phase 3: Work` and `## Phase 4: Validation`.",
  ),
  ROLE_BODY_FRONTMATTER: warning(
    "A second block of frontmatter follows; it is taken as text.",
    "Merge it into the first.",
  ),
  ROLE_PHASES_MISSING: warning(
    "No heading names phase 2, 3 or 4, so all of the text is taken as the work.",
    "Add `## Phase 2: Context`, `## Phase 3: Work` and `## Phase 4: Validation`.",
  ),
  ROLE_PHASES_OTHER: warning(
    "The phases are numbered in the role's own way ({found}), so all of the text is taken as the work.",
    "Name the parts `Phase 2` (context), `Phase 3` (work) and `Phase 4` (validation), and call finer steps something else.",
  ),
  ROLE_PHASE_MISSING: note(
    "Phase {phase} ({name}) has no heading.",
    "Add `## Phase {phase}: {title}` if the role has something to say there.",
  ),
  ROLE_PHASE_LARGE: error(
    "The text for `{name}` has {size} characters; at most {max} are passed to a worker.",
    "Move long material to a reference file and name it in the role.",
  ),
  ROLE_PHASE_KERNEL: note(
    "Phase {phase} belongs to Teamwright; this section is left out of what a worker reads.",
    "Delete the section, or move what is still needed into phase 2, 3 or 4.",
  ),
  ROLE_PHASE_ORDER: warning("Phase {phase} comes after phase {after}.", "Put the phases in order 2, 3, 4."),
  ROLE_CODE_UNCLOSED: warning(
    "This code fence is never closed. It is passed over here; other readers take the rest of the file for code.",
    "Close it with {fence} on a line of its own, or delete it.",
  ),
} as const satisfies Record<string, ComplaintEntry>;

export type ComplaintCode = keyof typeof COMPLAINTS;
