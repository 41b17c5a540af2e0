"""How a noun declares what can happen: a frozen payload, typed and validated, with its kind ``noun.happened``."""

from typing import ClassVar

from pydantic import BaseModel, ConfigDict

_PAYLOADS: dict[str, type["Payload"]] = {}


class Payload(BaseModel):
    """What an event carries beside who, when and where. A subclass names its kind: ``class X(Payload, kind="a.b")``."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    kind: ClassVar[str] = ""

    def __init_subclass__(cls, *, kind: str) -> None:
        super().__init_subclass__()
        if kind in _PAYLOADS:
            raise TypeError(f"two payloads claim the kind {kind!r}")
        cls.kind = kind
        _PAYLOADS[kind] = cls


def payload_type(kind: str) -> type[Payload]:
    """Return the payload declared for *kind*; an undeclared kind is an error of the programmer."""
    return _PAYLOADS[kind]


def known_kinds() -> frozenset[str]:
    """Return every kind of event some noun declares."""
    return frozenset(_PAYLOADS)
