"""Reading the next batch while this one is stored: databases and disks leave the processor to the reader."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, TypeVar

T = TypeVar("T")


class Ahead(Generic[T]):
    """The same items, each made in a thread of its own: from `begin` on, or when it is asked for.

    Making asks no database, and knows no other time zone or language than the installation's. Never more than one is
    waiting. What making raises is raised in its turn, and who stops taking stops the making.
    """

    def __init__(self, items: Iterator[T]) -> None:
        self._items = items
        self._maker: ThreadPoolExecutor | None = None
        self._coming: Future[T | None] | None = None

    def __iter__(self) -> Iterator[T]:
        with ThreadPoolExecutor(max_workers=1) as self._maker:
            while (item := self._begun(self._maker).result()) is not None:
                self._coming = None
                yield item

    def begin(self) -> None:
        """Let the next one be made from now on. Two threads that calculate only stand in each other's way."""
        if self._maker is not None:
            self._begun(self._maker)

    def _begun(self, maker: ThreadPoolExecutor) -> Future[T | None]:
        self._coming = self._coming or maker.submit(next, self._items, None)
        return self._coming
