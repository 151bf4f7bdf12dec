#!/usr/bin/env bash
# What the grid of 20,000 customers sends to a browser, and how smoothly it moves there.  usage: docs/crowded.sh
set -euo pipefail
CUSTOMERS=20000
. "$(dirname "$0")/../scripts/demo-site.sh"
node "$root/docs/crowded.mjs" "$site"
