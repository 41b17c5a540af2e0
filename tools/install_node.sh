#!/usr/bin/env bash
# The front end is built with Node 20 or newer: the machine's own, or one from a Python wheel inside .tools.
set -euo pipefail
cd "$(dirname "$0")/.."
major=$(node --version 2>/dev/null | sed -E 's/^v([0-9]+).*/\1/' || true)
if [ "${major:-0}" -ge 20 ] && command -v npm >/dev/null; then exit 0; fi
.tools/uv/bin/uv venv --quiet --allow-existing .tools/node
.tools/uv/bin/uv pip install --quiet --python .tools/node --require-hashes --requirement requirements/node.txt
