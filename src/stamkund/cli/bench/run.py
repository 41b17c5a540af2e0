"""``python -m stamkund.cli.bench.run SIZE [NAME]``: one size in a home of its own; prints the figures as JSON."""

import sys

from stamkund.cli.output import print_json
from stamkund.cli.start import start_django


def main(size: int, only: str) -> None:
    """Prepare the home and the database that the environment names, and measure."""
    start_django()
    from django.db import connection  # noqa: PLC0415  (needs a started Django)

    from stamkund.cli.bench.measures import measure_all  # noqa: PLC0415  (as above)
    from stamkund.cli.install import prepare  # noqa: PLC0415  (as above)

    if connection.introspection.table_names():
        sys.exit("stamkund bench: this database is not empty; give it one of its own")
    prepare()
    print_json(measure_all(size, only))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "")
