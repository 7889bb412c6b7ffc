"""A waiting line that is never changed in place: add, remove and count without walking it.

Entries are ordered by the moment they count as having entered, then by arrival order. They lie in
short chunks, so that each change copies one chunk and the list of chunks, whatever the length:
the whole hall can be kept, compared and rolled back as one value.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import datetime
from typing import Final, Self

from hall.core.value import Value

CHUNK: Final = 64

Key = tuple[datetime, int, str]
"""When the visit counts as having entered, its order of issue, and its id."""


class Line(Value, frozen=True):
    """Visits waiting in one queue, first to be called first."""

    chunks: tuple[tuple[Key, ...], ...] = ()
    length: int = 0

    def __len__(self) -> int:
        return self.length

    def __iter__(self) -> Iterator[Key]:
        return (key for chunk in self.chunks for key in chunk)

    @property
    def head(self) -> Key | None:
        """The first entry; None when nobody waits."""
        return self.chunks[0][0] if self.chunks else None

    def add(self, key: Key) -> Self:
        """The line with one more entry in its place."""
        if not self.chunks:
            return type(self)(((key,),), 1)
        last = self.chunks[-1]
        if last[-1] < key:  # as a rule: it has come last
            ends = ((*last, key),) if len(last) < CHUNK else (last, (key,))
            return type(self)(self.chunks[:-1] + ends, self.length + 1)
        at = self._chunk_of(key)
        chunk = self.chunks[at]
        place = bisect_left(chunk, key)
        grown = (*chunk[:place], key, *chunk[place:])
        return self._with(at, _split(grown, place), self.length + 1)

    def remove(self, key: Key) -> Self:
        """The line without an entry; raises `KeyError` when it is not there."""
        at = self._chunk_of(key)
        chunk = self.chunks[at] if self.chunks else ()
        place = bisect_left(chunk, key)
        if place == len(chunk) or chunk[place] != key:
            raise KeyError(key)
        rest = chunk[:place] + chunk[place + 1 :]
        return self._with(at, (rest,) if rest else (), self.length - 1)

    def ahead_of(self, key: Key) -> int:
        """How many entries stand before a place in the line."""
        at = self._chunk_of(key)
        before = sum(map(len, self.chunks[:at]))
        return before + (bisect_left(self.chunks[at], key) if self.chunks else 0)

    def first(self, count: int) -> tuple[Key, ...]:
        """Up to `count` entries from the head."""
        return tuple(key for key, _ in zip(self, range(count), strict=False))

    def after(self, key: Key, count: int) -> tuple[Key, ...]:
        """Up to `count` entries behind a place in the line."""
        found: list[Key] = []
        for chunk in self.chunks[self._chunk_of(key) :]:
            found += chunk[bisect_right(chunk, key) :]
            if len(found) >= count:
                break
        return tuple(found[:count])

    def _chunk_of(self, key: Key) -> int:
        if self.chunks and self.chunks[-1][0] <= key:  # as a rule: it has come last
            return len(self.chunks) - 1
        after = bisect_right(self.chunks, key, key=lambda chunk: chunk[0])
        return max(after - 1, 0)

    def _with(self, at: int, chunks: tuple[tuple[Key, ...], ...], length: int) -> Self:
        return type(self)(self.chunks[:at] + chunks + self.chunks[at + 1 :], length)


EMPTY: Final = Line()


def _split(chunk: tuple[Key, ...], place: int) -> tuple[tuple[Key, ...], ...]:
    """One chunk, or two when it has grown too long: a full one and its new end, or halves."""
    if len(chunk) <= CHUNK:
        return (chunk,)
    middle = CHUNK if place == CHUNK else len(chunk) // 2
    return (chunk[:middle], chunk[middle:])
