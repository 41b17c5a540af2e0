"""What the log says of a request."""

import logging


def without_traceback(record: logging.LogRecord) -> bool:
    """Keep a request that was refused (4xx) to its one line: only our own mistakes need to be traced."""
    if getattr(record, "status_code", 500) < 500:
        record.exc_info = None
    return True
