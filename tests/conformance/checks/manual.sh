#!/usr/bin/env bash
# needs: mandoc man
# The manual page has no warning in two readers, and both show every command.
set -euo pipefail

page=$CONFORMANCE/aks-egress.1
"$AKS_EGRESS" man >"$page"
mandoc -Tlint -Wwarning "$page"
warnings=$(man --warnings=all --local-file "$page" 2>&1 >/dev/null)
if [ -n "$warnings" ]; then echo "man: $warnings"; exit 1; fi

commands=$("$AKS_EGRESS" --help | sed -n '/^Commands:/,/^$/s/^  \([a-z]\+\) .*/\1/p' | grep -v '^help$')
[ -n "$commands" ]
for reader in "mandoc -Tutf8" "man --local-file"; do
    shown=$($reader "$page" | sed 's/.\x08//g')
    for word in $commands --format --plain NO_COLOR; do
        grep -qi -- "$word" <<<"$shown" || { echo "$reader does not show $word"; exit 1; }
    done
    # Remains of the page's own markup.
    if grep -nE '\\f[BIR]|\\-|^\.[A-Z]{2}' <<<"$shown"; then echo "$reader shows markup"; exit 1; fi
done

echo "mandoc and man read the manual page without a warning and show $(wc -w <<<"$commands") commands"
