#!/usr/bin/env bash
# Merges the shards of a run: merge.sh RUN.
set -euo pipefail
cd "$(dirname "$0")/../.."
exec npm run --silent merge -- "$1"/shard-* --out "$1/merged"
