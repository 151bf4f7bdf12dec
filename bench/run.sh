#!/usr/bin/env bash
# Ours against DuckDB and PostgreSQL on the same packages:  bench/run.sh [CUSTOMERS…]   (10000 100000 1000000)
# Makes each package, has every engine compute the snapshot of 2025-12 and the migration from 2025-09, one after the other, holds the results of both
# peers against ours number by number, and prints a table. Ends with 1 when results differ. Needs dotnet, node, npm and a PostgreSQL server's binaries.
#   PACKAGES=DIR   where packages CUSTOMERS/ are, or are made, and stay; a temporary folder otherwise
#   REPEAT=5       how often each computes; the median counts
#   BENCH_PORT     where PostgreSQL listens on 127.0.0.1
#   CSV=FILE       also writes engine,customers,load,kernel,peak, for the verb `growth` of NineGrid.Bench
set -euo pipefail
repeat=${REPEAT:-5}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
. "$(dirname "${BASH_SOURCE[0]}")/packages.sh"
cd "$root"
build_all
npm ci --prefix bench/peers/duckdb --no-audit --no-fund >&2

ours() { bench kernel "$@"; }
duckdb() { node bench/peers/duckdb/peer.mjs "$@"; }
postgresql() { bash bench/peers/postgresql/peer.sh "$@"; }

# told ENGINE SIZE load|kernel|peak
told() { awk -v what="$3" '$1 == what { print $2 }' "$work/$1-$2.txt"; }
row() {
  awk -v customers="$2" -v engine="${names[$1]}" -v load_s="$(told "$1" "$2" load)" -v kernel="$(told "$1" "$2" kernel)" -v peak="$(told "$1" "$2" peak)" \
    -v ours="$(told ours "$2" kernel)" -v same="$3" \
    'BEGIN { printf "| %d | %s | %.1f | %.2f | %.0f | %.1f | %s |\n", customers, engine, load_s, kernel, peak, kernel / ours, same }'
}

declare -A names=([ours]=NineGrid [duckdb]=DuckDB [postgresql]=PostgreSQL)
echo engine,customers,load,kernel,peak >"$work/table.csv"
different=0
table="$work/table.md"
for size in ${*:-10000 100000 1000000}; do
  package "$size"
  for engine in ours duckdb postgresql; do
    echo "$engine, $size customers" >&2
    "$engine" "$PACKAGE" "$last" --from "$earlier" --repeat "$repeat" --out "$work/$engine-$size" >"$work/$engine-$size.txt"
    same='—'
    if [ "$engine" != ours ]; then
      if node bench/peers/compare.mjs "$work/ours-$size" "$work/$engine-$size" >&2; then same=equal; else same=different different=1; fi
      rm -rf "$work/$engine-$size"
    fi
    row "$engine" "$size" "$same" >>"$table"
    echo "${names[$engine]},$size,$(told "$engine" "$size" load),$(told "$engine" "$size" kernel),$(told "$engine" "$size" peak)" >>"$work/table.csv"
  done
  rm -rf "$work/ours-$size"
  if [ -z "${PACKAGES:-}" ]; then rm -rf "$PACKAGE"; fi
done

cpu=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1)
memory=$(awk '/^MemTotal/ { printf "%.0f", $2 / 1048576 }' /proc/meminfo)
system=$(. /etc/os-release && echo "$PRETTY_NAME")
duckdb_version=$(node -p 'require("./bench/peers/duckdb/package.json").dependencies["@duckdb/node-api"]')
postgresql_version=$("$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1)/postgres" --version | awk '{ print $3 }')
echo "$(date -u +%F), ${cpu:-unknown processor}, $(nproc) cores, $memory GiB, $system, .NET $(dotnet --version), DuckDB $duckdb_version, PostgreSQL $postgresql_version; median of $repeat, load average $(cut -d ' ' -f 1 /proc/loadavg)."
echo
echo '| customers | engine | load, s | kernel, s | peak, MB | kernel, times ours | results |'
echo '|---:|---|---:|---:|---:|---:|---|'
cat "$table"
if [ -n "${CSV:-}" ]; then cp "$work/table.csv" "$CSV"; fi
exit "$different"
