#!/usr/bin/env bash
# The main job from end to end, with this repository's own workspace:
#   scripts/demo.sh PATH-OF-STAMKUND
set -euo pipefail
cd "$(dirname "$0")/.."
stamkund=$1
case $stamkund in /*) ;; *) stamkund=$PWD/$stamkund ;; esac

if [ -t 1 ]; then bold=$'\e[1m' dim=$'\e[2m' plain=$'\e[0m'; else bold='' dim='' plain=''; fi
say() { printf '\n%s%s%s\n' "$bold" "$1" "$plain"; }
show() {
  printf '%s$ stamkund %s%s\n' "$dim" "$*" "$plain"
  "$stamkund" "$@"
}

# The demo works in a copy of this workspace, so that what you have done here stays.
shop=$PWD/.build/demo
rm -rf "$shop"
mkdir -p "$shop"
cp -r stamkund.yaml segments offers campaigns Templates "$shop"
cd "$shop"
work=$(mktemp -d)
mailbox=
cleanup() {
  [ -z "$mailbox" ] || kill "$mailbox" 2>/dev/null || true
  rm -rf "$work"
}
trap cleanup EXIT

say "A shop of 2,000 customers of our own invention"
"$stamkund" init . --demo >/dev/null

say "1. Load customers, products, orders and lines"
show import
show check

say "2. Who is who: segments are text files in segments/"
show segments
show segments lapsed-best-customers

say "3. Why is this customer in it?"
member=$("$stamkund" segments lapsed-best-customers --csv | sed -n 2p | cut -d, -f1)
show why lapsed-best-customers "$member"

say "4. The dry run writes every message with the code that sends"
show preview winback --sample 1

say "5. A mail server to try things out, and the send"
"$stamkund" mailbox --port 2525 --folder "$work/mail" --quiet 2>"$work/mailbox.log" &
mailbox=$!
for _ in $(seq 100); do
  grep -q listening "$work/mailbox.log" && break
  kill -0 "$mailbox" 2>/dev/null || { cat "$work/mailbox.log" >&2; exit 1; }
  sleep 0.05
done
show send winback --yes
printf '%s messages arrived at the mailbox\n' "$(find "$work/mail" -name '*.eml' | wc -l)"

say "6. Sending again sends nothing: nobody gets two"
show send winback --yes

say "7. The log knows every message"
show log winback --state accepted | head -n 12

say "8. What comes next"
show schedule --days 3

say "Look around: cd .build/demo"
