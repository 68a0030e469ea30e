#!/bin/sh
# Makes .venv/ and installs one pinned, hashed list into it: scripts/install.sh requirements/runtime.txt
set -eu
cd "$(dirname "$0")/.."
python=${PYTHON:-python3}

fail() {
    echo "$1" >&2
    exit 1
}

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null ||
    fail "Python 3.11 or newer is needed. Install it, or name it: make PYTHON=python3.12 ..."

if [ ! -x .venv/bin/python ] || ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    if ! "$python" -c 'import ensurepip' 2>/dev/null; then
        if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
            apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv
        else
            fail "Python cannot make virtual environments here. Install python3-venv, then run make again."
        fi
    fi
    "$python" -m venv .venv
fi

if command -v uv >/dev/null 2>&1; then
    uv pip install --quiet --python .venv/bin/python --require-hashes -r "$1"
else
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$1"
fi
