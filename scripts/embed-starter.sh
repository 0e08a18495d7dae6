#!/usr/bin/env bash
# Writes the repository's own workspace and the shipped components into Swift, so that the binary
# needs no files beside it. Run it after changing one of these files; a test compares them.
set -euo pipefail
cd "$(dirname "$0")/.."

rm -f Sources/Workspace/Starter/StarterFiles+*.swift Sources/Workspace/Shipped/ShippedFiles+*.swift

# A Swift file for each part: the type that it extends, the part's name, then the files.
embed() {
  local type=$1 name=$2 target="Sources/Workspace/${1%Files}/$1+$2.swift"
  shift 2
  {
    echo "// swift-format-ignore-file"
    echo "// Made by scripts/embed-starter.sh from the repository's own workspace."
    echo
    echo "extension $type {"
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
embed StarterFiles Shop stamkund.yaml offers/*.yaml campaigns/*.yaml
embed StarterFiles Segments segments/*.yaml
embed StarterFiles Templates Templates/*.liquid Templates/locales/*.yaml
embed StarterFiles Parts Templates/layouts/*.liquid Templates/partials/*.liquid
embed ShippedFiles Components Templates/components/*.liquid
embed ShippedFiles Words Sources/Workspace/Shipped/Words/*.yaml
