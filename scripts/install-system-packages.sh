#!/usr/bin/env bash
# Installs the system packages that are missing, and nothing when none is.
#   scripts/install-system-packages.sh          what building and running need
#   scripts/install-system-packages.sh --tests  what the tests need besides
#   scripts/install-system-packages.sh --bench  what the benchmarks need besides
set -euo pipefail

packages=(
  libcurl4-openssl-dev libssl-dev libsqlite3-dev libgumbo-dev libidn2-dev zlib1g-dev pkg-config
  libcmark-gfm-dev libcmark-gfm-extensions-dev
)
if [ "${1:-}" = "--tests" ]; then
  packages+=(
    postfix python3 python3-dkim python3-nacl opendkim openssl sqlite3 chromium chromium-driver
  )
fi
if [ "${1:-}" = "--bench" ]; then
  packages+=(python3-venv ruby-liquid sqlite3 postfix openssl wrk)
fi

missing=()
for package in "${packages[@]}"; do
  status=$(dpkg-query --show --showformat='${Status}' "$package" 2>/dev/null || true)
  [ "$status" = "install ok installed" ] || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

echo "installing: ${missing[*]}" >&2
as_root=()
[ "$(id -u)" = 0 ] || as_root=(sudo)
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update -q >&2
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
  apt-get install -y -q --no-install-recommends "${missing[@]}" >&2
