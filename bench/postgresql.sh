# Sourced: a throw-away PostgreSQL cluster for a bench, on 127.0.0.1 (BENCH_PORT, 56100).
#   postgresql_start DIR        starts it with settings that suit a bulk load (POSTGRESQL_OPTIONS)
#   postgresql_database NAME    makes an empty database; sets PG_DATABASE, its connection string
#   postgresql_stop             stops and removes it, if it was started
POSTGRESQL_SCRIPT="$(cd "$(dirname "${BASH_SOURCE[0]}")/../scripts" && pwd)/postgres.sh"
POSTGRESQL_OPTIONS=${POSTGRESQL_OPTIONS:-'-c shared_buffers=1GB -c work_mem=64MB -c maintenance_work_mem=512MB -c max_wal_size=8GB'}
POSTGRESQL_DIR=
export PGHOST=127.0.0.1 PGPORT=${BENCH_PORT:-56100} PGUSER=ninegrid PGDATABASE=postgres PGOPTIONS='-c client_min_messages=warning'

postgresql_start() {
  POSTGRESQL_DIR=$1
  bash "$POSTGRESQL_SCRIPT" start "$POSTGRESQL_DIR" "$PGPORT" "$POSTGRESQL_OPTIONS" >/dev/null
}

postgresql_database() {
  psql -X -q -v ON_ERROR_STOP=1 -c "CREATE DATABASE $1"
  PG_DATABASE="Host=$PGHOST;Port=$PGPORT;Username=$PGUSER;Database=$1"
}

postgresql_stop() {
  if [ -n "$POSTGRESQL_DIR" ]; then bash "$POSTGRESQL_SCRIPT" stop "$POSTGRESQL_DIR"; fi
  POSTGRESQL_DIR=
}
