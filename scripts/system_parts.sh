#!/bin/sh
# The parts of the machine that the full test run needs: PostgreSQL, Redis and a browser.
# Installed when root on Debian or Ubuntu; otherwise named, and the run stops.
set -eu

has_postgres() {
    command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1
}

missing=""
has_postgres || missing="$missing postgresql"
command -v redis-server >/dev/null || missing="$missing redis-server"
# The headless shell opens a page three times as fast as the whole browser; either will do.
command -v "${CHROMIUM:-chromium-headless-shell}" >/dev/null || command -v chromium >/dev/null ||
    missing="$missing chromium-headless-shell"
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing:$missing"
    apt-get update -qq
    # The list is words on purpose.
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
else
    echo "The tests need these, and they are not here:$missing" >&2
    echo "Install them (Debian, Ubuntu: sudo apt-get install$missing), then run make test again." >&2
    exit 1
fi
