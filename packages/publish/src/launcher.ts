// The two small programs in front of the server's one file. They run where nothing has been checked yet, so they are plain and old.

/** Node that the product runs on, as in the engines of its package. */
export const NODE_FLOOR: readonly [number, number] = [20, 19];

/** What the shells of older prompts are called as verbs of teamwright. */
const VERBS: Readonly<Record<string, string>> = { "team-tracking": " tracking", "team-msg": " team-msg" };

/** A program of `bin/`: finds Node, also where a graphical client left the person's PATH behind, and says so when there is none. */
export const shellLauncher = (program: string): string => `#!/bin/sh
# Runs the ${program} of this plugin, whatever folder it lies in.
self=$0
case $self in */*) ;; *) self=./$self ;; esac
while [ -h "$self" ]; do
  link=$(readlink "$self")
  case $link in
    /*) self=$link ;;
    *) self=\${self%/*}/$link ;;
  esac
done
root=$(CDPATH= cd -- "\${self%/*}/.." && pwd) || exit 1
node=$(command -v node 2>/dev/null)
if [ -z "$node" ]; then
  for place in /opt/homebrew/bin/node /usr/local/bin/node "$HOME/.volta/bin/node" "$HOME"/.nvm/versions/node/*/bin/node "$HOME/.local/share/fnm/aliases/default/bin/node" "$HOME/.asdf/shims/node"; do
    [ -x "$place" ] && node=$place
  done
fi
if [ -z "$node" ]; then
  echo "${program} needs Node.js ${NODE_FLOOR.join(".")} or newer, and there is no node on the PATH. Install it from https://nodejs.org, then try again." >&2
  exit 127
fi
exec "$node" "$root/server/start.cjs"${VERBS[program] ?? ""} "$@"
`;

/** `server/start.cjs`: says so when Node is too old, in words that an old Node can still read; then loads the one file. */
export const START_FILE = `#!/usr/bin/env node
// Starts teamwright.mjs, or says why this Node cannot.
"use strict";
var parts = process.versions.node.split(".");
if (+parts[0] < ${NODE_FLOOR[0]} || (+parts[0] === ${NODE_FLOOR[0]} && +parts[1] < ${NODE_FLOOR[1]})) {
  process.stderr.write(
    "teamwright needs Node.js ${NODE_FLOOR.join(".")} or newer; this is " + process.versions.node + " (" + process.execPath +
      "). Install a newer one from https://nodejs.org and start the client again.\\n"
  );
  process.exit(1);
}
var module_ = require("module");
if (module_.enableCompileCache) module_.enableCompileCache();
import("./bundle/teamwright.mjs").catch(function (error) {
  process.stderr.write("teamwright cannot start: " + ((error && error.stack) || error) + "\\n");
  process.exit(1);
});
`;
