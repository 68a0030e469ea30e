#!/bin/sh
# Writes requirements/*.txt: every package pinned and hashed, no index address, readable by plain pip.
# Pins are kept where they still fit; `scripts/lock.sh --upgrade` takes the newest.
set -eu
cd "$(dirname "$0")/.."
upgrade=${1:-}
lock() {
    out=$1
    shift
    .venv/bin/uv pip compile pyproject.toml "$@" --universal --python-version 3.11 --generate-hashes \
        --no-header --no-emit-index-url --no-emit-find-links --quiet --output-file "$out" $upgrade
}
lock requirements/runtime.txt
lock requirements/dev.txt --group dev --constraint requirements/runtime.txt

