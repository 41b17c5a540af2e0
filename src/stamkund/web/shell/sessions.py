"""Sessions in the database, read by a query compiled once: every page asks for one before anything else."""

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.contrib.sessions.models import Session
from django.utils import timezone

from stamkund.timeline.prepared import Prepared

_SESSIONS = Prepared(Session, "session_key")


class SessionStore(DatabaseSessions):
    """Django's own sessions but for how they are read."""

    def _get_session_from_db(self) -> Session | None:
        session = _SESSIONS.first(self.session_key)
        if session is None or session.expire_date <= timezone.now():
            self._session_key = None
            return None
        return session
