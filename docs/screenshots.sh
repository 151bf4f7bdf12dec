#!/usr/bin/env bash
# Takes a picture of every page in both languages, both themes and two widths.  usage: docs/screenshots.sh [FOLDER]
# The folder is docs/screenshots, which is not committed; the few that the README shows go to docs/images.
set -euo pipefail
. "$(dirname "$0")/../scripts/demo-site.sh"
out=${1:-$root/docs/screenshots}
rm -rf "$out"
mkdir -p "$out"
node "$root/docs/screenshots.mjs" "$site" "$out" "$root/docs/images"
