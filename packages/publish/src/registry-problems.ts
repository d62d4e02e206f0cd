// What the MCP registry refuses of a server.json, by the rules that it publishes (format of 2025-12-11 and its requirements for publishing): known without fetching anything.

export interface RegistryProblem {
  /** Where it stands. */
  keys: (string | number)[];
  message: string;
  fix: string;
}

interface Json {
  [key: string]: unknown;
}

const SCHEMA = /^https:\/\/static\.modelcontextprotocol\.io\/schemas\/\d{4}-\d\d-\d\d\/server\.schema\.json$/;
/** A namespace in reverse, one slash, a name. */
const NAME = /^[a-zA-Z0-9.-]+\/[a-zA-Z0-9._-]+$/;
const MAX_NAME = 200;
const MAX_DESCRIPTION = 100;
const MAX_VERSION = 255;
/** `^1.2.3`, `~1.2.3`, `>=1.2.3`, `1.x`, `1.*`, `1.0.0 - 2.0.0`, `1 || 2`. */
const RANGE = /^[\^~<>=]|(^|\.)[xX*](\.|$)|\s-\s|\|\|/;

/** Whether a JSON object is meant for the registry. */
export const isRegistryEntry = ({ $schema }: Json): boolean =>
  typeof $schema === "string" && $schema.includes("modelcontextprotocol.io/");

/** Everything wrong with the entry. `manifest`: the package.json beside it, which must own to it. */
export function registryProblems(entry: Json, manifest: Json | null): RegistryProblem[] {
  const found: RegistryProblem[] = [];
  const must = (holds: boolean, keys: (string | number)[], message: string, fix: string) => {
    if (!holds) found.push({ keys, message, fix });
  };
  const { $schema, name, description, version, repository, packages = [] } = entry;
  must(
    isText($schema) && SCHEMA.test($schema),
    ["$schema"],
    "It names no schema of the registry.",
    "Name one by its date.",
  );
  must(
    isText(name, MAX_NAME) && NAME.test(name),
    ["name"],
    "The name is not a namespace, one slash and a name.",
    "Write it like io.github.somebody/team-docs.",
  );
  must(
    isText(description, MAX_DESCRIPTION),
    ["description"],
    `The description has not 1 to ${MAX_DESCRIPTION} characters.`,
    "Say in one short sentence what the server does.",
  );
  must(isExact(version), ["version"], "The version is not one exact version.", "Write major.minor.patch.");
  if (repository !== undefined) {
    const { url, source } = objectOf(repository);
    must(isText(url) && URL.canParse(url), ["repository", "url"], "The repository has no address.", "Add its `url`.");
    must(
      isText(source),
      ["repository", "source"],
      "It is not said where the repository is.",
      'Add "source": "github".',
    );
  }
  if (!Array.isArray(packages))
    return [...found, { keys: ["packages"], message: "`packages` is no list.", fix: "Make it one." }];
  for (const [index, one] of packages.entries())
    lintPackage(objectOf(one), ["packages", index], { entry, manifest, must });
  return found;
}

interface Around {
  entry: Json;
  manifest: Json | null;
  must(holds: boolean, keys: (string | number)[], message: string, fix: string): void;
}

function lintPackage(given: Json, at: (string | number)[], { entry, manifest, must }: Around): void {
  const { registryType, identifier, version, transport, packageArguments = [] } = given;
  const npm = registryType === "npm";
  must(
    isText(registryType),
    [...at, "registryType"],
    "The package has no `registryType`.",
    "Write npm, or where it is.",
  );
  must(isText(identifier), [...at, "identifier"], "The package has no `identifier`.", "Write its name there.");
  must(
    (version === undefined && !npm) || isExact(version),
    [...at, "version"],
    "The package has not one exact version.",
    "Write major.minor.patch.",
  );
  const { type, url } = objectOf(transport);
  must(
    type === "stdio" || ((type === "streamable-http" || type === "sse") && isText(url)),
    [...at, "transport"],
    "The package has no transport that clients know.",
    'Write { "type": "stdio" }, or streamable-http with a `url`.',
  );
  for (const [index, argument] of (Array.isArray(packageArguments) ? packageArguments : []).entries()) {
    const { type: kind, name, value, valueHint } = objectOf(argument);
    must(
      (kind === "positional" && (isText(value) || isText(valueHint))) || (kind === "named" && isText(name)),
      [...at, "packageArguments", index],
      "The argument is neither named nor has it a place.",
      'Write { "type": "positional", "value": ... }, or "named" with a `name`.',
    );
  }
  if (!npm || manifest === null || manifest["name"] !== identifier) return;
  // The registry looks into the package for its consent.
  must(
    manifest["mcpName"] === entry["name"],
    ["name"],
    `package.json has mcpName ${String(manifest["mcpName"])}, so the registry does not believe that the package is yours.`,
    "Say the same name in both.",
  );
  must(
    manifest["version"] === version,
    [...at, "version"],
    "package.json has another version.",
    "Say the same in both.",
  );
}

const isText = (value: unknown, max = Infinity): value is string =>
  typeof value === "string" && value !== "" && value.length <= max;
const isExact = (value: unknown): boolean => isText(value, MAX_VERSION) && value !== "latest" && !RANGE.test(value);
const objectOf = (value: unknown): Json => (typeof value === "object" && value !== null ? (value as Json) : {});
