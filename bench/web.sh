#!/usr/bin/env bash
# How fast one process of the site answers fifty people who click, in a bank of that size:  bench/web.sh [CUSTOMERS]   (1000000)
# Makes the bank in a throw-away PostgreSQL, with snapshots of 2025-09 and 2025-12. Needs dotnet, node, npm and a PostgreSQL server's binaries.
#   MINUTES=5        for how long they click
#   PACKAGES=DIR     where packages are, or are made, and stay; a temporary folder otherwise
#   CONNECTION=TEXT  an Npgsql connection string of a computed bank, which is then used as it is; users named bench-… are added to it
#   BENCH_PORT       where PostgreSQL listens on 127.0.0.1
set -euo pipefail
work=$(mktemp -d)
chmod 755 "$work" # the server's account has to pass through
. "$(dirname "${BASH_SOURCE[0]}")/packages.sh"
# Plans as a server with fast disks makes them; compiling them costs more than these short queries.
POSTGRESQL_OPTIONS='-c shared_buffers=2GB -c work_mem=64MB -c maintenance_work_mem=512MB -c max_wal_size=8GB -c random_page_cost=1.1 -c jit=off -c max_connections=200'
. "$root/bench/postgresql.sh"
trap 'postgresql_stop; rm -rf "$work"' EXIT
build_all
connection=${CONNECTION:-}
if [ -z "$connection" ]; then
  package "${1:-1000000}"
  postgresql_start "$work/postgresql"
  postgresql_database bench
  connection=$PG_DATABASE
  for words in migrate "import $PACKAGE" "snapshot $earlier" "snapshot $last"; do
    # shellcheck disable=SC2086
    ninegrid $words --Database:Provider=PostgreSql --ConnectionStrings:NineGrid="$connection" --Logs:Folder= >&2
  done
fi
bench web --connection "$connection" --program "$root/src/NineGrid.Web/bin/Release/net10.0/NineGrid.Web.dll" --root "$root/src/NineGrid.Web" --minutes "${MINUTES:-5}"
