#!/usr/bin/env bash
# Whole jobs on SQLite and PostgreSQL: import, an earlier and the last period, the last month's facts again.  bench/jobs.sh [CUSTOMERS…]   (100000 1000000)
# Prints a table in Markdown. Needs dotnet, node, npm and a PostgreSQL server's binaries.
#   PACKAGES=DIR   where packages are, or are made, and stay; a temporary folder otherwise
#   DATABASES      which of "SQLite PostgreSQL"
#   BENCH_PORT     where PostgreSQL listens on 127.0.0.1
set -euo pipefail
work=$(mktemp -d)
chmod 755 "$work" # the server's account has to pass through
. "$(dirname "${BASH_SOURCE[0]}")/packages.sh"
. "$root/bench/postgresql.sh"
trap 'postgresql_stop; rm -rf "$work"' EXIT
build_all

# measure NAME ROWS ARGUMENTS…: a row of the table; the peak is that of our process, not of the database server
measure() {
  local name=$1 rows=$2 seconds kilobytes rate=''
  shift 2
  if ! (cd "$root/src/NineGrid.Web" && /usr/bin/time -o "$work/time" -f '%e %M' dotnet bin/Release/net10.0/NineGrid.Web.dll "$@") >"$work/out" 2>&1; then
    cat "$work/out" >&2
    exit 1
  fi
  read -r seconds kilobytes <"$work/time"
  if [ "$rows" -gt 0 ]; then rate=$(awk "BEGIN { printf \"%.0f\", $rows / $seconds }"); fi
  printf '| %s | %s | %s | %s | %s | %.0f |\n' "$customers" "$database" "$name" "$seconds" "$rate" "$((kilobytes / 1024))"
}

echo "Measured on $(date -u +%F), $(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -1), $(nproc) cores, $(free -g | awk '/^Mem/ { print $2 }') GiB, load $(cut -d' ' -f1 /proc/loadavg) at the start."
echo
echo '| customers | database | job | seconds | rows/s | peak MB |'
echo '|---:|---|---|---:|---:|---:|'
export Logs__Folder=''
for customers in ${*:-100000 1000000}; do
  package "$customers"
  rows=$(cat "$PACKAGE"/*.csv | wc -l)
  mkdir -p "$work/month"
  { head -1 "$PACKAGE/facts.csv"; grep ",$last," "$PACKAGE/facts.csv"; } >"$work/month/facts.csv"
  for database in ${DATABASES:-SQLite PostgreSQL}; do
    if [ "$database" = SQLite ]; then
      export Database__Provider=Sqlite ConnectionStrings__NineGrid="Data Source=$work/bank.db"
    else
      postgresql_start "$work/postgresql"
      postgresql_database bench
      export Database__Provider=PostgreSql ConnectionStrings__NineGrid="$PG_DATABASE"
    fi
    ninegrid migrate >/dev/null
    measure import "$rows" import "$PACKAGE"
    measure "snapshot $earlier" 0 snapshot "$earlier"
    measure "snapshot $last" 0 snapshot "$last"
    measure "import of $last again" "$(wc -l <"$work/month/facts.csv")" import "$work/month"
    postgresql_stop
    rm -f "$work/bank.db"*
  done
done
