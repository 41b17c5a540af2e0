"""Why the API itself, before any noun is asked, does not carry out a request."""


class NotJsonError(ValueError):
    """The body says it is something else."""


class GuessingError(Exception):
    """Tokens that do not exist were tried too often from one address."""


class KeyReusedError(Exception):
    """An idempotency key came back with another request."""


class CursorError(ValueError):
    """A cursor that no page of this list gave out."""
