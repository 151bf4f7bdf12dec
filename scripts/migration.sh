#!/usr/bin/env bash
# Adds a migration for each of the three providers.  usage: scripts/migration.sh NAME
set -euo pipefail
cd "$(dirname "$0")/.."
name=${1:?NAME}
project=(--project src/NineGrid.Data --startup-project src/NineGrid.Data)
dotnet build src/NineGrid.Data -v q
for provider in Sqlite SqlServer PostgreSql; do
  dotnet ef migrations add "$name" "${project[@]}" --no-build --context "${provider}NineGridDbContext" --output-dir "Schema/$provider"
done
# The generator writes byte-order marks and its own line ends.
find src/NineGrid.Data/Schema -mindepth 2 -name '*.cs' -exec sed -i '1s/^\xEF\xBB\xBF//; s/\r$//' {} +
