#!/usr/bin/env bash
# Every test: the checks, all tests on SQLite with the browser, then those that touch the database on PostgreSQL.
# What fails is run once more, for a browser or a killed process may meet a busy machine; the summary names it as RERUN.
set -euo pipefail
cd "$(dirname "$0")/.."
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
failed=0
tools/run_checks.sh || failed=1
pytest -n 2 --reruns 1 --rerun-show-tracebacks -raR --durations 15 --junit-xml "$results/sqlite.xml" || failed=1
python tools/with_pg.py pytest -n 2 --reruns 1 --rerun-show-tracebacks -raR -m "not browser" --ignore tests/quant --ignore tests/cli/quant --ignore tests/warehouse/linkage --ignore tests/kit --ignore tests/docs --ignore tests/translations \
  --junit-xml "$results/postgresql.xml" || failed=1
python tools/sum_results.py "$results" || failed=1
exit $failed
