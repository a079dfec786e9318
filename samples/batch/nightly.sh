#!/bin/sh
# One nightly job: nightly.sh <policy> [<state folder>]. What every scheduler here calls.
# Exit codes: 0 published or nothing to do · 1 the gate refused, a person must look · 2 input, policy or machine · 130 stopped.
# Only 2 and 130 are worth a retry: what was refused is refused again.
set -eu
policy=$1
state=${2:-${LETHE_STATE:-.}}
exec lethe run -p "$policy" --if-changed --wait 600 --json --quiet \
  --events "$state/run.ndjson" --metrics "$state/lethe.prom"
