#!/usr/bin/env bash
# All benchmarks, side by side with other programs in one run:
#   Benchmarks/run.sh PATH-OF-STAMKUND
set -euo pipefail
cd "$(dirname "$0")/.."
python3 Benchmarks/import_bench.py "$1"
