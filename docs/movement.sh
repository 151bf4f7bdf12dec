#!/usr/bin/env bash
# How long the server takes to tell an analyst who moved, whom to call about it and how a bank of 100,000 customers does, with 12 stored periods.  usage: docs/movement.sh
set -euo pipefail
CUSTOMERS=${CUSTOMERS:-100000}
PERIODS=$(printf '2025-%02d ' {1..12})
. "$(dirname "$0")/../scripts/demo-site.sh"
node "$root/docs/movement.mjs" "$site"
