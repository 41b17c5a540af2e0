#!/usr/bin/env bash
# Linters, types, contracts: everything that reads the code without running it.
set -euo pipefail
cd "$(dirname "$0")/.."
if grep -nE 'https?://|--index-url|"resolved"' requirements/*.txt assets/package-lock.json | grep -v '"funding"\|"url":' ; then
  echo "A lock file names a host." >&2; exit 1
fi
ruff check --quiet .
ruff format --quiet --check .
lint-imports --no-cache >/dev/null || lint-imports
mypy
djade --target-version 5.2 --check $(git ls-files 'src/**/templates/*.html')
node assets/node_modules/htmx.org/dist/scripts/upgrade-check.js src/stamkund/web/templates >/dev/null ||
  node assets/node_modules/htmx.org/dist/scripts/upgrade-check.js src/stamkund/web/templates
STAMKUND_HOME=$(mktemp -d) django-admin makemigrations --check --dry-run --settings stamkund.config.settings
