"""Stable public identifiers."""

import secrets
import time
from uuid import UUID

RANDOM_BITS = 74


def uuid7() -> UUID:
    """Return a new time-ordered identifier."""
    return compose_uuid7(time.time_ns() // 1_000_000, secrets.randbits(RANDOM_BITS))


def compose_uuid7(milliseconds: int, random: int) -> UUID:
    """Return 48 bits of Unix *milliseconds*, then 74 *random* bits, as an identifier (RFC 9562, section 5.7)."""
    high, low = random >> 62, random & (1 << 62) - 1
    return UUID(int=milliseconds << 80 | 0x7 << 76 | high << 64 | 0b10 << 62 | low)
