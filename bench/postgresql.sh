# Sourced: a throw-away PostgreSQL cluster for a bench, stopped and removed when the script ends.
#   postgresql_start DIR PORT   starts it with settings that suit a bulk load; sets PG_CONNECTION, without a database
#   postgresql_database NAME    makes an empty database; sets PG_DATABASE, its connection string
#   postgresql_stop             stops and removes it
POSTGRESQL_SCRIPT="$(cd "$(dirname "${BASH_SOURCE[0]}")/../scripts" && pwd)/postgres.sh"
POSTGRESQL_OPTIONS=${POSTGRESQL_OPTIONS:-'-c shared_buffers=1GB -c work_mem=64MB -c maintenance_work_mem=512MB -c max_wal_size=8GB'}

postgresql_start() {
  POSTGRESQL_DIR=$1 POSTGRESQL_PORT=$2
  bash "$POSTGRESQL_SCRIPT" start "$POSTGRESQL_DIR" "$POSTGRESQL_PORT" "$POSTGRESQL_OPTIONS" >/dev/null
  PG_CONNECTION="Host=127.0.0.1;Port=$POSTGRESQL_PORT;Username=ninegrid"
}

postgresql_database() {
  psql -q -h 127.0.0.1 -p "$POSTGRESQL_PORT" -U ninegrid postgres -c "DROP DATABASE IF EXISTS $1 WITH (FORCE)" -c "CREATE DATABASE $1" 2>/dev/null
  PG_DATABASE="$PG_CONNECTION;Database=$1"
}

postgresql_stop() {
  if [ -n "${POSTGRESQL_DIR:-}" ]; then bash "$POSTGRESQL_SCRIPT" stop "$POSTGRESQL_DIR"; fi
  POSTGRESQL_DIR=
}
