#!/usr/bin/env bash
# What the tests need from Debian: a browser with fonts, PostgreSQL, and libraries that Playwright's own Node and implicit
# take for granted. Nothing is installed that is there already.
set -euo pipefail
cd "$(dirname "$0")/.."
missing=()
command -v chromium >/dev/null || missing+=(chromium fonts-liberation)
compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null || command -v initdb >/dev/null || missing+=(postgresql)
for library in libatomic libgomp; do
  compgen -G "/usr/lib/*/$library.so.1" >/dev/null || missing+=("${library}1")
done
[ ${#missing[@]} = 0 ] && exit 0
echo "Installing for the tests: ${missing[*]}" >&2
tools/install_debian.sh "${missing[@]}"
