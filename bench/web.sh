#!/usr/bin/env bash
# How fast one process of the site answers fifty people who click, in a bank of that size.  usage:
#   bench/web.sh [--customers N] [--minutes M] [--connection TEXT] [--package DIR]
# Without a connection a throw-away PostgreSQL is started and the bank is made, or taken from a package, imported and computed for 2025-09 and 2025-12.
# With one (an Npgsql connection string) the database is used as it is; it has to hold a computed bank, and users named bench-… are added to it.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# Plans as a server with fast disks makes them; compiling them costs more than these short queries.
POSTGRESQL_OPTIONS='-c shared_buffers=2GB -c work_mem=64MB -c maintenance_work_mem=512MB -c max_wal_size=8GB -c random_page_cost=1.1 -c jit=off -c max_connections=200'
. "$root/bench/postgresql.sh"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
customers=1000000 minutes=5 connection='' package=''
while [ $# -gt 0 ]; do
  case $1 in
    --customers) customers=$2 ;;
    --minutes) minutes=$2 ;;
    --connection) connection=$2 ;;
    --package) package=$2 ;;
    *) sed -n '2,5s/^# //p' "${BASH_SOURCE[0]}" >&2; exit 2 ;;
  esac
  shift 2
done
scratch=$(mktemp -d)
trap 'postgresql_stop; rm -rf "$scratch"' EXIT
dotnet build "$root/NineGrid.sln" --configuration Release -v quiet >"$scratch/build.log" || { cat "$scratch/build.log" >&2; exit 1; }
program=$root/src/NineGrid.Web/bin/Release/net10.0/NineGrid.Web.dll
if [ -z "$connection" ]; then
  chmod 755 "$scratch"   # the server's account has to pass through
  postgresql_start "$scratch/postgres" "${PGPORT:-5192}"
  postgresql_database bench
  connection=$PG_DATABASE
  ninegrid() { (cd "$root/src/NineGrid.Web" && exec dotnet "$program" "$@" --Database:Provider=PostgreSql --ConnectionStrings:NineGrid="$connection" --Logs:Folder=); }
  {
    if [ -z "$package" ]; then
      package=$scratch/package
      ninegrid sample --customers "$customers" --months 24 --seed 7 --end 2025-12 --out "$package"
    fi
    ninegrid migrate
    ninegrid import "$package"
    for period in 2025-09 2025-12; do ninegrid snapshot "$period"; done
  } >"$scratch/prepare.log" 2>&1 || { cat "$scratch/prepare.log" >&2; exit 1; }
fi
dotnet "$root/bench/NineGrid.Bench/bin/Release/net10.0/NineGrid.Bench.dll" web --connection "$connection" --program "$program" --root "$root/src/NineGrid.Web" --minutes "$minutes"
