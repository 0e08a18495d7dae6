#!/usr/bin/env bash
# Fuzzes one target with libFuzzer and the address sanitizer: Fuzzing/run.sh TARGET [RUNS [SEED]]
#
# Two processes share the runs. The same seed gives the same runs. Exits with 1 after a finding.
set -euo pipefail
cd "$(dirname "$0")/.."
target="$1"
runs="${2:-1000000}"
seed="${3:-20261122}"
home="Fuzzing/$target"
build=.build/fuzz
work="$build/work/$target"
program="$build/release/$target"

# A build folder of its own, so that other builds keep theirs. SwiftPM knows one sanitizer at a time:
# it is told of libFuzzer, which has the `main`, and the compiler of both.
STAMKUND_FUZZ=1 swift build -c release --product "$target" --scratch-path "$build" \
  --sanitize=fuzzer -Xswiftc -sanitize=fuzzer,address \
  -Xswiftc -sanitize-coverage=edge,inline-8bit-counters,pc-table

rm -rf "$work"
mkdir -p "$work/seeds" "$work/findings"
"$home/seeds.sh" "$work/seeds"
mapfile -t options < <(grep -v '^#' "$home/options")
export SWIFT_BACKTRACE=enable=no SWIFT_DETERMINISTIC_HASHING=1
export ASAN_OPTIONS=malloc_context_size=8:quarantine_size_mb=16

# Runs its share of the inputs; what it prints is in a file.
fuzz() {
  mkdir "$work/corpus-$1"
  "$program" "$work/corpus-$1" "$work/seeds" -runs=$(((runs + 1) / 2)) -seed=$((seed + $1)) \
    -dict="$home/words.dict" -artifact_prefix="$work/findings/" -print_final_stats=1 \
    "${options[@]}" >"$work/log-$1" 2>&1
}

fuzz 0 &
first=$!
fuzz 1 &
second=$!
failed=()
wait $first || failed+=("$work/log-0")
wait $second || failed+=("$work/log-1")

if [ ${#failed[@]} -gt 0 ]; then
  grep -E -A 20 'ERROR: |Fatal error|broken promise' "${failed[0]}" >&2 || tail -40 "${failed[0]}" >&2
  echo "$target: a finding; all that was printed: ${failed[*]}" >&2
  for finding in "$work"/findings/*; do echo "again: $program $finding" >&2; done
  exit 1
fi
sum="$(awk '/^stat::number_of_executed_units/ { sum += $2 } END { print sum }' "$work"/log-*)"
echo "$target: $sum inputs run, 0 crashes"
