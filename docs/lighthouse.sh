#!/usr/bin/env bash
# Measures the grid page of a sub-branch's worth of customers with Lighthouse.  usage: docs/lighthouse.sh [desktop|mobile]
set -euo pipefail
. "$(dirname "$0")/../scripts/demo-site.sh"
form=${1:-desktop}
node "$root/docs/lighthouse.mjs" "$site" "$form" "$scratch"
