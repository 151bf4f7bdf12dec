# Sourced: builds, and serves a new sample bank from a scratch folder until the sourcing script ends. Sets $site, $scratch and $root.
# With CUSTOMERS=N the bank has so many customers and two computed periods, or those of PERIODS.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
scratch=$(mktemp -d)
port=${PORT:-5190}
site=http://127.0.0.1:$port
dotnet build "$root/NineGrid.sln" --configuration Release -v quiet >"$scratch/build.log" || { cat "$scratch/build.log" >&2; exit 1; }
ninegrid() { (cd "$root/src/NineGrid.Web" && exec dotnet bin/Release/net10.0/NineGrid.Web.dll "$@" --ConnectionStrings:NineGrid="Data Source=$scratch/bank.db"); }
if [ -n "${CUSTOMERS:-}" ]; then
  {
    ninegrid sample --customers "$CUSTOMERS" --months 26 --seed 7 --end 2025-12 --out "$scratch/package"
    ninegrid migrate
    ninegrid import "$scratch/package"
    for period in ${PERIODS:-2025-09 2025-12}; do ninegrid snapshot "$period"; done
    echo Nine-grid-bank-1 | ninegrid user add analyst --role analyst
  } >"$scratch/prepare.log" 2>&1 || { cat "$scratch/prepare.log" >&2; exit 1; }
fi
(cd "$root/src/NineGrid.Web" && exec dotnet bin/Release/net10.0/NineGrid.Web.dll --urls "$site" --ConnectionStrings:NineGrid="Data Source=$scratch/bank.db") >"$scratch/site.log" 2>&1 &
serving=$!
trap 'kill "$serving" 2>/dev/null; wait "$serving" 2>/dev/null; rm -rf "$scratch"' EXIT
for _ in $(seq 1 300); do
  grep -q 'NineGrid is ready' "$scratch/site.log" && break
  kill -0 "$serving" 2>/dev/null || { cat "$scratch/site.log" >&2; exit 1; }
  sleep 0.5
done
# The driver that the browser tests bring along.
export PLAYWRIGHT=$root/tests/NineGrid.Tests/bin/Release/net10.0/.playwright/package
export CHROMIUM=${CHROMIUM:-/usr/bin/chromium}
