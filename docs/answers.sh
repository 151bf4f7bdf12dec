#!/usr/bin/env bash
# Measures how long the server takes to answer, warm, over a new sample bank of 6,000 customers.  usage: docs/answers.sh
set -euo pipefail
. "$(dirname "$0")/../scripts/demo-site.sh"
node "$root/docs/answers.mjs" "$site"
