#!/usr/bin/env bash
# A shard of a run, in a folder that all machines share: shard.sh RUN NAME [OPTION...], with options of
# npm run bench. It is measured into RUN/shard-NAME; what a lost machine left there is resumed.
set -euo pipefail
run=$1
out=$run/shard-$2
shift 2
cd "$(dirname "$0")/../.."

journal=$out/journal.jsonl
result=$out/result.json
if [ "$result" -nt "$journal" ] && grep -q '"state":"complete"' "$result"; then exit; fi

# A scheduler starts a task again only when the machine that had it is lost: nobody holds the lock.
rm -f "$out/lock"
if grep -qs '^{"type":"round"' "$journal"; then
  set -- --resume "$out"
else
  rm -rf "$out"
  mkdir -p "$run"
  set -- "$@" --shard auto --out "$out"
fi
# 1 is a row that failed: the result says so, and so does the merge.
npm run --silent bench -- "$@" || [ $? = 1 ]
