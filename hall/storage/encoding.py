"""Events to journal rows and back, with the hash chain; pure.

A row's payload is the event as JSON. Old payload versions are lifted step by step by `UPCASTERS`
before they are read.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any, Final

from msgspec import convert
from msgspec.json import Decoder, Encoder

from hall.core import events
from hall.core.events import VERSIONS, Event
from hall.errors import HallError

GENESIS: Final = bytes(32)
"""What the first row is chained to."""

_ENCODER: Final = Encoder()
_DECODERS: Final[dict[str, Decoder[Any]]] = {each.__name__: Decoder(each) for each in VERSIONS}

_WITHOUT_ZONE: Final = -len("+00:00")
Upcaster = Callable[[dict[str, Any]], dict[str, Any]]
StepKey = tuple[str, int]


def _without_holiday(payload: dict[str, Any]) -> dict[str, Any]:
    """A day was never opened on one; the days off that follow a day are named since."""
    offer = {name: each for name, each in payload["offer"].items() if name != "holiday"}
    return {**payload, "offer": offer}


UPCASTERS: Final[dict[StepKey, Upcaster]] = {
    ("DayOpened", 1): _without_holiday,
    ("DayReopened", 1): _without_holiday,
    ("OfferChanged", 1): _without_holiday,
}
"""For a kind and an old version: the payload in the next version."""


class JournalError(HallError):
    """The journal holds what this program cannot read."""


@lru_cache(maxsize=256)  # an event and its records name the same moment
def moment(at: datetime) -> str:
    """A moment as it is stored."""
    utc = at if at.tzinfo is UTC else at.astimezone(UTC)
    return utc.isoformat(timespec="microseconds")[:_WITHOUT_ZONE] + "Z"


def kind_of(event: Event) -> str:
    """The name of an event's kind."""
    return type(event).__name__


def dump(event: Event) -> str:
    """An event's payload: JSON without what is as its default says.

    So a default is part of the format: another one needs a new version of the event.
    """
    return _ENCODER.encode(event).decode()


def load(kind: str, version: int, payload: str) -> Event:
    """An event from its row; raises `JournalError` for what a newer program wrote."""
    decoder = _DECODERS.get(kind)
    if decoder is None:
        raise JournalError(f"unknown event {kind!r}: was it written by a newer version?")
    current = VERSIONS[getattr(events, kind)]
    if version > current:
        raise JournalError(f"{kind} version {version}: this program reads up to {current}")
    if version == current:
        event: Event = decoder.decode(payload)
        return event
    newest = lift(kind, json.loads(payload), range(version, current), UPCASTERS)
    lifted: Event = convert(newest, getattr(events, kind), str_keys=True)
    return lifted


def lift(
    kind: str, payload: dict[str, Any], versions: Iterable[int], steps: Mapping[StepKey, Upcaster]
) -> dict[str, Any]:
    """An old payload in today's version, one step for each version that it is behind."""
    for old in versions:
        payload = steps[kind, old](payload)
    return payload


def chained(before: bytes, *parts: object) -> bytes:
    """The hash of a row: over the hash before it and everything the row says."""
    return sha256(before + "\x1f".join(map(str, parts)).encode()).digest()
