"""Refusals in one sentence."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError
from psycopg import Error as PostgreSQLError

from stamkund.cli.output import fail
from stamkund.cli.words import gettext as _


@contextmanager
def told_plainly() -> Iterator[None]:
    """Turn what an action refuses, and a database that is not there, into one clear sentence."""
    try:
        yield
    except ValidationError as error:
        fail(" ".join(error.messages))
    except (PermissionDenied, ValueError, OSError) as error:
        fail(str(error))
    except (DatabaseError, PostgreSQLError) as error:
        first_line = str(error).strip().splitlines()[0]
        said = _("the database did not answer as it should (%(reason)s); `stamkund check` says what to do")
        fail(said % {"reason": first_line})
