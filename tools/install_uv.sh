#!/usr/bin/env bash
# Puts uv into .tools with the machine's own pip; where there is none, Debian's is installed first.
set -euo pipefail
cd "$(dirname "$0")/.."
# The machine's own Python: those that are installed in here have no pip.
machine_path=":$PATH"
for ours in .venv/bin .tools/node/bin; do machine_path=${machine_path//":$PWD/$ours"/}; done
PATH=${machine_path#:}
pip_install() { "$@" install --quiet --disable-pip-version-check --target .tools/uv --upgrade --require-hashes --requirement requirements/uv.txt; }

if python3 -m pip --version >/dev/null 2>&1; then
  pip_install python3 -m pip
elif command -v uv >/dev/null; then
  mkdir -p .tools/uv/bin && ln -sf "$(command -v uv)" .tools/uv/bin/uv
else
  echo "Stamkund needs Python's pip once, to fetch its installer: Debian's package python3-pip." >&2
  tools/install_debian.sh python3-pip
  pip_install python3 -m pip
fi
