#!/usr/bin/env bash
# Installs what the tests need where it is missing (PostgreSQL, Chromium, a Chinese font), builds, and runs all tests.
# Arguments are passed on to "dotnet test", such as --filter Snapshot.
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

for program in dotnet node npm; do
  command -v "$program" >/dev/null || { echo "test.sh: $program is missing; install the .NET 10 SDK and Node.js 20 or later" >&2; exit 1; }
done

missing=()
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing+=(postgresql)
[ -x /usr/bin/chromium ] || missing+=(chromium)
[ -n "$(ls /usr/share/fonts/opentype/noto/*CJK* 2>/dev/null)" ] || missing+=(fonts-noto-cjk)
if [ ${#missing[@]} -gt 0 ]; then
  if [ "$(id -u)" = 0 ]; then root=(); elif command -v sudo >/dev/null; then root=(sudo); else root=(false); fi
  if ! command -v apt-get >/dev/null || [ "${root[*]}" = false ]; then
    echo "test.sh: missing: ${missing[*]}; install them as root and start again" >&2
    exit 1
  fi
  "${root[@]}" apt-get update -q
  DEBIAN_FRONTEND=noninteractive "${root[@]}" apt-get install -y -q --no-install-recommends "${missing[@]}"
fi

logger=()
if [ -n "${NINEGRID_TEST_RESULTS:-}" ]; then
  logger=(--logger trx --results-directory "$NINEGRID_TEST_RESULTS")
fi
dotnet test NineGrid.sln --configuration Release "${logger[@]}" "$@"
