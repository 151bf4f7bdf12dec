#!/usr/bin/env bash
# The snapshot of a package in PostgreSQL:  peer.sh PACKAGE PERIOD [--from PERIOD] [--repeat N] [--out DIR]
# Prints `load SECONDS`, `kernel SECONDS` (median) and `peak MB`, as the verb `kernel` of NineGrid.Bench does. The server is its own, in a temporary
# folder, on 127.0.0.1 (BENCH_PORT, 56100); server.conf holds its settings. Peak: the largest sum of the proportional memory (Pss: what is
# shared counts once) of all its processes, looked at twice a second.
set -euo pipefail
usage() { echo 'usage: peer.sh PACKAGE PERIOD [--from PERIOD] [--repeat N] [--out DIR]' >&2; exit 2; }
[ $# -ge 2 ] || usage
package=$(cd "$1" && pwd) period=$2
shift 2
from='' repeat=5 out=''
while [ $# -gt 0 ]; do
  case $1 in
    --from) from=$2 ;;
    --repeat) repeat=$2 ;;
    --out) mkdir -p "$2"; out=$(cd "$2" && pwd) ;;
    *) usage ;;
  esac
  shift 2
done
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
POSTGRESQL_OPTIONS=$(sed -n 's/^[a-z_]*=.*/-c &/p' "$here/server.conf" | tr '\n' ' ')
. "$here/../../postgresql.sh"
work=$(mktemp -d)
chmod 755 "$work" # the server's user must be able to enter it
peak_file=$work/peak
watcher=''
stop() {
  if [ -n "$watcher" ]; then kill "$watcher" 2>/dev/null || true; fi
  postgresql_stop
  rm -rf "$work"
}
trap stop EXIT
postgresql_start "$work/cluster"

sql() { psql -X -q -v ON_ERROR_STOP=1 "$@" >/dev/null; }
now() { date +%s.%N; }
since() { awk -v from="$1" -v to="$(now)" 'BEGIN { printf "%.3f", to - from }'; }

watch() {
  local postmaster peak=0 sum
  postmaster=$(head -1 "$POSTGRESQL_DIR/data/postmaster.pid")
  while sleep 0.5; do
    sum=$(for pid in "$postmaster" $(pgrep -P "$postmaster"); do cat "/proc/$pid/smaps_rollup" 2>/dev/null || true; done | awk '/^Pss:/ { s += $2 } END { print s + 0 }')
    if [ "$sum" -gt "$peak" ]; then
      peak=$sum
      echo "$peak" >"$peak_file"
    fi
  done
}
watch &
watcher=$!

months() { echo $((10#${1%-*} * 12 + 10#${1#*-})); }
fiscal_year() { if [ $((10#${1#*-})) -ge 4 ]; then echo $((${1%-*} - 1)); else echo $((${1%-*} - 2)); fi; }
snapshot() { sql -v s="$1" -v t="$(months "$2")" -v year="$(fiscal_year "$2")" -f "$here/snapshot.sql"; }

# Two at a time, one for each core; the costliest need not come first, because all are about the same.
portraits() {
  sql -v s=later -f "$here/indicators.sql"
  printf '%s\n' cross_sell monthly_transactions fee_share deposit_derivation wallet_share cost_income demand_share settlement_share \
    lending_share line_utilisation loan_spread deposit_spread credit_cost capital_intensity e_channel payroll_penetration |
    xargs -P 2 -I {} psql -X -q -v ON_ERROR_STOP=1 -v s=later -v code={} -v num={}_num -v den={}_den -f "$here/portraits.sql"
}

start=$(now)
sql -f "$here/tables.sql"
for table in institutions products customers statements facts; do
  sql -c "COPY read_$table ($(head -1 "$package/$table.csv")) FROM STDIN (FORMAT csv, HEADER)" <"$package/$table.csv"
done
sql -f "$here/load.sql"
echo "load $(since "$start")"

if [ -n "$from" ]; then snapshot earlier "$from"; fi
times=()
for _ in $(seq "$repeat"); do
  start=$(now)
  snapshot later "$period"
  described=$(since "$start")
  portraits
  drawn=$(since "$start")
  if [ -n "$from" ]; then sql -f "$here/migration.sql"; fi
  times+=("$(since "$start")")
  echo "snapshot $described, with portraits $drawn, in all ${times[-1]}" >&2
done
echo "kernel $(printf '%s\n' "${times[@]}" | sort -n | sed -n "$((repeat / 2 + 1))p")"
echo "peak $(awk '{ printf "%.3f", $1 * 1024 / 1e6 }' "$peak_file")"
if [ -n "$out" ]; then sql -v out="$out" -f "$here/export.sql"; fi
