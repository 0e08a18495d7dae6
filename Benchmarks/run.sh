#!/usr/bin/env bash
# The benchmarks, side by side with other programs in one run:
#   Benchmarks/run.sh PATH-OF-STAMKUND [import|render|segments|signing|transport|dispatch|web]
set -euo pipefail
stamkund="$(realpath "$1")"
only="${2:-all}"
cd "$(dirname "$0")/.."

if [ "$only" = all ] || [ "$only" = import ]; then
  python3 Benchmarks/import_bench.py "$stamkund"
fi
python=.build/bench-venv/bin/python
if [[ $only =~ ^(all|render|segments)$ ]] &&
  ! cmp -s Benchmarks/requirements.txt .build/bench-venv/requirements.txt; then
  python3 -m venv --clear .build/bench-venv
  "$python" -m pip install --quiet --requirement Benchmarks/requirements.txt
  cp Benchmarks/requirements.txt .build/bench-venv/
fi
if [ "$only" = all ] || [ "$only" = render ]; then
  python3 Benchmarks/render_bench.py "$(dirname "$stamkund")/RenderBench" "$python"
fi
if [ "$only" = all ] || [ "$only" = segments ]; then
  "$python" Benchmarks/segments_bench.py "$stamkund" "$(dirname "$stamkund")/SegmentBench"
fi
if [ "$only" = all ] || [ "$only" = signing ]; then
  python3 Benchmarks/signing_bench.py "$(dirname "$stamkund")/SigningBench"
fi
if [ "$only" = all ] || [ "$only" = transport ]; then
  folder="$(dirname "$stamkund")"
  python3 Benchmarks/transport_bench.py "$folder/TransportBench" "$folder/TransportSink"
fi
if [ "$only" = all ] || [ "$only" = web ]; then
  python3 Benchmarks/web_bench.py "$stamkund" "$(dirname "$stamkund")/ConstantPage"
fi
if [ "$only" = all ] || [ "$only" = dispatch ]; then
  python3 Benchmarks/dispatch_bench.py "$stamkund" "$(dirname "$stamkund")/TransportSink"
fi
