#!/usr/bin/env bash
# Whole jobs on SQLite and PostgreSQL: import, the same import again, an earlier and the last period.  usage:
#   jobs.sh [CUSTOMERS...]        default 100000 1000000; prints a table in Markdown
# NINEGRID_WORK   folder for packages and databases (default: a new one, removed at the end)
# NINEGRID_PACKAGES   folder with packages made before, one a size (FOLDER/100000)
# NINEGRID_ON     which databases (default "SQLite PostgreSQL");  NINEGRID_PORT  PostgreSQL's (default 56200)
# NINEGRID_AGAIN=no   leaves out the second import
# NINEGRID_APP    folder with a build of NineGrid.Web (default: builds this tree)
set -euo pipefail
bench=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$bench")
. "$bench/postgresql.sh"
sizes=${*:-100000 1000000}
databases=${NINEGRID_ON:-SQLite PostgreSQL}
work=${NINEGRID_WORK:-$(mktemp -d)}
mkdir -p "$work"; chmod 755 "$work"
finish() { postgresql_stop; if [ -z "${NINEGRID_WORK:-}" ]; then rm -rf "$work"; fi; }
trap finish EXIT
app=${NINEGRID_APP:-$root/src/NineGrid.Web/bin/Release/net10.0}
if [ -z "${NINEGRID_APP:-}" ]; then dotnet build "$root/src/NineGrid.Web" -c Release -v q --nologo >&2; fi
ninegrid() { (cd "$app" && exec dotnet NineGrid.Web.dll "$@"); }

# measure NAME ROWS ARGUMENTS...: a row of the table; the peak is that of our process, not of the database server
measure() {
  local name=$1 rows=$2 seconds kilobytes rate=''
  shift 2
  if ! (cd "$app" && /usr/bin/time -o "$work/time" -f '%e %M' dotnet NineGrid.Web.dll "$@") >"$work/out" 2>&1; then
    cat "$work/out" >&2; exit 1
  fi
  read -r seconds kilobytes <"$work/time"
  if [ "$rows" -gt 0 ]; then rate=$(awk "BEGIN { printf \"%.0f\", $rows / $seconds }"); fi
  printf '| %s | %s | %s | %s | %s | %.0f |\n' "$customers" "$on" "$name" "$seconds" "$rate" "$((kilobytes / 1024))"
}

echo "Measured on $(date -u +%F), $(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -1), $(nproc) cores, $(free -g | awk '/^Mem/ { print $2 }') GiB, load $(cut -d' ' -f1 /proc/loadavg) at the start."
echo
echo '| customers | database | job | seconds | rows/s | peak MB |'
echo '|---:|---|---|---:|---:|---:|'
for customers in $sizes; do
  package=${NINEGRID_PACKAGES:-$work/packages}/$customers
  if [ ! -e "$package/facts.csv" ]; then ninegrid sample --out "$package" --customers "$customers" --months 24 --seed 7 >/dev/null; fi
  rows=$(cat "$package"/*.csv | wc -l)
  last=$(tail -1 "$package/facts.csv" | cut -d, -f2)
  last=${NINEGRID_LAST:-$last}
  earlier=$(date -d "$last-01 - 3 months" +%Y-%m)
  for on in $databases; do
    if [ "$on" = SQLite ]; then
      rm -f "$work/bank.db"*
      export Database__Provider=Sqlite ConnectionStrings__NineGrid="Data Source=$work/bank.db"
    else
      [ -n "${POSTGRESQL_DIR:-}" ] || postgresql_start "$work/postgresql" "${NINEGRID_PORT:-56200}"
      postgresql_database bench
      export Database__Provider=PostgreSql ConnectionStrings__NineGrid="$PG_DATABASE"
    fi
    ninegrid migrate >/dev/null
    measure import "$rows" import "$package"
    measure "snapshot $earlier" 0 snapshot "$earlier"
    measure "snapshot $last" 0 snapshot "$last"
    if [ "${NINEGRID_AGAIN:-yes}" = yes ]; then measure 'the same import again' "$rows" import "$package"; fi
    rm -f "$work/bank.db"*
  done
done
