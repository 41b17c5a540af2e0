"""Prints one line for several test runs: ``N passed, N failed, N skipped``."""

import sys
from pathlib import Path
from xml.etree import ElementTree


def counts(report: Path) -> tuple[int, int, int]:
    """Return passed, failed and skipped of one JUnit report."""
    suite = next(ElementTree.parse(report).iter("testsuite"))
    total, skipped = int(suite.attrib["tests"]), int(suite.attrib["skipped"])
    failed = int(suite.attrib["failures"]) + int(suite.attrib["errors"])
    return total - failed - skipped, failed, skipped


def main() -> int:
    """Sum all reports in the folder; fail where a run is missing or a test failed."""
    reports = sorted(Path(sys.argv[1]).glob("*.xml"))
    passed, failed, skipped = (sum(column) for column in zip((0, 0, 0), *map(counts, reports), strict=True))
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 0 if passed and not failed else 1


if __name__ == "__main__":
    sys.exit(main())
