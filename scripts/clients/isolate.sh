#!/bin/sh
# isolate.sh CMD ARGS... : runs a vendor's client with an environment of its own and only the loopback network.
# HOME is $FAKE_HOME, PATH is $ISO_PATH; of the caller's variables only those named in $KEEP pass, so no key and no account does.
# Without the right to make a network namespace it refuses with 78, unless ALLOW_NET=1.
set -eu
: "${FAKE_HOME:?}" "${ISO_PATH:?}"
mkdir -p "$FAKE_HOME"
kept=
for name in ${KEEP:-}; do
  eval "kept=\"\$kept $name=\${$name:-}\""
done
# shellcheck disable=SC2086 -- values that pass have no spaces
set -- env -i HOME="$FAKE_HOME" PATH="$ISO_PATH" TMPDIR="${ISO_TMP:-/tmp}" TERM=dumb LANG=C.UTF-8 NO_COLOR=1 \
  DISABLE_AUTOUPDATER=1 DISABLE_TELEMETRY=1 DISABLE_ERROR_REPORTING=1 CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC=1 $kept "$@"
if unshare -n true 2>/dev/null; then
  exec unshare -n sh -c 'ip link set lo up; exec "$@"' sh "$@"
elif unshare -rn true 2>/dev/null; then
  exec unshare -rn sh -c 'ip link set lo up; exec "$@"' sh "$@"
elif [ "${ALLOW_NET:-0}" = 1 ]; then
  exec "$@"
fi
echo "isolate.sh: no network namespace to be had here; ALLOW_NET=1 runs without one" >&2
exit 78
