#!/usr/bin/env bash
# Puts uv into .tools with the machine's own pip; where there is none, Debian's is installed first.
set -euo pipefail
cd "$(dirname "$0")/.."
# The first Python with a pip: those that are installed in here, or an environment somebody is in, may have none.
with_pip() { while read -r python; do "$python" -m pip --version >/dev/null 2>&1 && echo "$python" && break; done < <(type -ap python3); }
pip_install() { "$1" -m pip install --quiet --disable-pip-version-check --target .tools/uv --upgrade --require-hashes --requirement requirements/uv.txt; }

python=$(with_pip || true)
if [ -n "$python" ]; then
  pip_install "$python"
elif command -v uv >/dev/null; then
  mkdir -p .tools/uv/bin && ln -sf "$(command -v uv)" .tools/uv/bin/uv
else
  echo "Stamkund needs Python's pip once, to fetch its installer: Debian's package python3-pip." >&2
  tools/install_debian.sh python3-pip
  pip_install "$(with_pip)"
fi
