#!/usr/bin/env bash
# Writes the repository's own workspace into Swift, so that `stamkund init` needs no files beside the
# binary. Run it after changing one of these files; a test compares them.
set -euo pipefail
cd "$(dirname "$0")/.."

out=Sources/Workspace/Starter
rm -f "$out"/StarterFiles+*.swift

# One Swift file for each folder: its name, then the workspace's files.
embed() {
  local name=$1 target="$out/StarterFiles+$1.swift"
  shift
  {
    echo "// swift-format-ignore-file"
    echo "// Made by scripts/embed-starter.sh from the repository's own workspace."
    echo
    echo "extension StarterFiles {"
    echo "  static let ${name,}: [String: String] = ["
    [ $# -gt 0 ] || echo "    :"
    for file in "$@"; do
      printf '    "%s": ##"""\n' "$file"
      # Every line begins where the closing quotes stand; blank lines stay empty.
      sed -e 's/^\(.\)/      \1/' "$file"
      printf '\n      """##,\n'
    done
    echo "  ]"
    echo "}"
  } >"$target"
}

shopt -s nullglob
embed Shop stamkund.yaml offers/*.yaml campaigns/*.yaml
embed Segments segments/*.yaml
embed Templates Templates/*.liquid Templates/locales/*.yaml
embed Parts Templates/layouts/*.liquid Templates/partials/*.liquid
