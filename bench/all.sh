#!/usr/bin/env bash
# Everything that RESULTS.md tells, measured in one run, one part after the other:  bench/all.sh DIR
# Needs what run.sh, jobs.sh and web.sh need, about fifty minutes on two cores, 20 GiB of memory and 30 GB of disk. DIR takes what each part
# prints (NAME.md), what it says on the way (NAME.log) and the packages.
set -euo pipefail
bench=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
mkdir -p "${1:?DIR}"
to=$(cd "$1" && pwd)
export PACKAGES=$to/packages

part() { # part NAME COMMAND…
  echo "$(date -u +%H:%M:%S) $1, load $(cut -d' ' -f1 /proc/loadavg)" >&2
  "${@:2}" >"$to/$1.md" 2>"$to/$1.log" || { tail -20 "$to/$1.log" >&2; exit 1; }
}
benches() { dotnet run --project "$bench/NineGrid.Bench" --configuration Release -- "$@"; }
guidance() { (cd "$to" && benches --filter '*GuidanceKernel*' '*AlertKernel*'); }

part kernel env CSV="$to/growth.csv" bash "$bench/run.sh"
part growth benches growth "$to/growth.csv" --out "$to/growth.svg"
part jobs bash "$bench/jobs.sh" 1000000
part web bash "$bench/web.sh"
part guidance guidance
part fuzz benches fuzz --packages 20000 --seed 1
