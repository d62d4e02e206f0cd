#!/usr/bin/env bash
# The packed product, installed as a user would, on whatever Node this machine has: start, claim, complete, run a whole team.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
(cd "$root" && npx --no-install turbo run build --filter=teamwright >/dev/null 2>&1)
tarball=$(cd "$root/packages/cli" && npm pack --silent --pack-destination "$work" 2>/dev/null | tail -1)
cd "$work"
echo '{"private":true}' >package.json
npm install --no-audit --no-fund --ignore-scripts "./$tarball" >/dev/null 2>&1
teamwright() { node "$work/node_modules/.bin/teamwright" "$@"; }
echo "smoke: $(teamwright --version) on Node $(node -v), $(du -sk node_modules | cut -f1) KB installed"
cp -r "$root/examples/01-issue-team/project" repo
cd repo
git init --quiet
git -c user.name=S -c user.email=s@localhost add .
git -c user.name=S -c user.email=s@localhost commit --quiet -m Start
teamwright doctor
teamwright pack check issue
teamwright run issue --issues "$root/examples/01-issue-team/issues" --host "command:$root/examples/01-issue-team/workers/worker.mjs" --on-ask stop --land --no-color >report.txt 2>/dev/null
grep -q "rejected 50" report.txt
grep -q "merged into" report.txt
env -u NODE_TEST_CONTEXT node --test >/dev/null
# docs/packs.md word for word, in a new folder: its commands end well, and print the lines that it shows.
blocks() { sed -n '/^## From nothing to a run$/,/^## What/p' "$root/docs/packs.md" | awk -v want="$1" '/^```/ { on = !on; lang = substr($0, 4); next } on && lang == want'; }
mkdir "$work/author"
blocks sh >"$work/author/walk.sh"
[ "$(grep -c '^teamwright ' "$work/author/walk.sh")" -ge 7 ]
started=$SECONDS
(
  cd "$work/author"
  export GIT_AUTHOR_NAME=S GIT_AUTHOR_EMAIL=s@localhost GIT_COMMITTER_NAME=S GIT_COMMITTER_EMAIL=s@localhost
  PATH="$work/node_modules/.bin:$PATH" bash -euo pipefail walk.sh >said.txt 2>&1 || { cat said.txt; exit 1; }
)
while IFS= read -r line; do
  grep -qF -- "$line" "$work/author/said.txt" || { echo "smoke: docs/packs.md shows what is not printed: $line"; exit 1; }
done < <(blocks "")
echo "smoke: docs/packs.md, from nothing to a run in $((SECONDS - started)) s"
hello='{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"smoke","version":"1"}}}'
coproc server { node "$work/node_modules/.bin/teamwright" mcp serve --tools worker; }
echo "$hello" >&"${server[1]}"
read -r -t 20 answer <&"${server[0]}"
[[ "$answer" == *'"name":"teamwright"'* ]]
pid=$server_PID
exec {server[1]}>&-
wait "$pid"
if teamwright task show BUILD-404 >/dev/null 2>&1; then
  echo "smoke: an unknown task must not succeed"
  exit 1
fi
coproc postgres { "$root/node_modules/.bin/node" --conditions=source "$root/scripts/postgres.ts" 2>/dev/null; }
pid=$postgres_PID
feet=${postgres[1]}
if read -r -t 60 address <&"${postgres[0]}"; then
  session=$(teamwright session start issue --issues "$root/examples/01-issue-team/issues" --store "$address" --json | grep -o '"session":"[^"]*"' | head -1)
  teamwright store info --store "$address" | grep -q "$(cut -d'"' -f4 <<<"$session")"
  echo "smoke: the same on Postgres"
  exec {feet}>&-
else
  echo "smoke: not run: Postgres"
fi
wait "$pid" || true
echo "smoke: a team resolved its issue; the project's tests are green"
