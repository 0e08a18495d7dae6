#!/usr/bin/env bash
# Writes the inputs that fuzzing begins with, made from the cases of the tests: seeds.sh FOLDER
set -euo pipefail
folder="$(realpath "$1")"
cd "$(dirname "$0")/../../Tests/LiquidTests/Cases"

# Whole files with their data, partials and layout; then each line by itself.
for file in pages/*.liquid errors/*.liquid; do
  name="${file##*/}"
  mode=""
  [[ "$name" == *.html.* ]] || mode=$'\x01'
  {
    printf '%s' "$mode"
    cat "$file"
    printf '\x1d'
    tr -d '\n' <pages/data.json
    for part in partials/greeting.liquid partials/product.liquid layouts/campaign.liquid; do
      printf '\x1d'
      cat "$part"
    done
  } >"$folder/$name"
  number=0
  while IFS= read -r line; do
    number=$((number + 1))
    printf '%s%s' "$mode" "$line" >"$folder/$name.$number"
  done <"$file"
done
