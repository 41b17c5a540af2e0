"""The ``stamkund`` command: for people by default, JSON on standard output with ``--json``. It speaks English only."""
