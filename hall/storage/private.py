"""What may have to be forgotten: kept beside the journal, which chains only its salted digest.

So a value can be erased for good and the chain still verifies: nobody can guess a value from its
digest without the salt, and the salt goes with the value. Pure; what must not live here: when a
value is erased (see `prune`).
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from operator import attrgetter
from typing import Any, Final

from hall.core import events as e
from hall.storage.placed import Row

SEALED: Final = "sealed"
"""In a payload, `{"sealed": DIGEST}` stands where a value is kept elsewhere."""
_MARK: Final = f'{{"{SEALED}":"'


class Kept(StrEnum):
    """What is kept for how long is decided for each of these."""

    WORDS = "words"
    """What people wrote in words of their own."""
    PERSON = "person"
    """Who a number or an appointment is for, as a keyed hash."""
    RECEIPT = "receipt"
    """The receipt of a case that a number was taken for."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A field of an event that is kept elsewhere."""

    path: str
    kept: Kept
    erased: Any = None
    """What stands there after it was erased; None leaves the field out."""
    of: Callable[[Any], Any] = field(init=False)
    """What an event has there."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "of", attrgetter(self.path))


_PLACES: Final[Mapping[type, tuple[_Place, ...]]] = {
    e.VisitIssued: (
        _Place("receipt", Kept.RECEIPT),
        _Place("person", Kept.PERSON),
        _Place("note", Kept.WORDS, ""),
    ),
    e.AppointmentBooked: (_Place("appointment.person", Kept.PERSON),),
    e.AppointmentMissed: (_Place("person", Kept.PERSON),),
    e.DayOpened: (
        _Place("appointments", Kept.PERSON),
        _Place("missed_appointments", Kept.PERSON),
        _Place("missed_last", Kept.PERSON),
        _Place("returns", Kept.WORDS),
    ),
    e.NoteLeft: (_Place("note", Kept.WORDS, ""),),
    e.VisitTransferred: (_Place("note", Kept.WORDS, ""),),
    e.ReturnCodeGiven: (_Place("code.note", Kept.WORDS, ""),),
    e.ServiceRated: (_Place("words", Kept.WORDS, ""),),
    e.EarlierServiceRated: (_Place("words", Kept.WORDS, ""),),
    e.FollowUpMoved: (_Place("words", Kept.WORDS, ""),),
}
_ERASED: Final = {
    (kind.__name__, place.path): place.erased
    for kind, places in _PLACES.items()
    for place in places
}


def sealed(event: Any, payload: str, salt: Callable[[], bytes]) -> tuple[str, list[Row]]:
    """A payload without what may have to be forgotten, and that as rows of its own."""
    places = _PLACES.get(type(event), ())
    there = [place for place in places if place.of(event)]
    if not there:
        return payload, []
    said = json.loads(payload)
    rows: list[Row] = []
    for place in there:
        *ways, name = place.path.split(".")
        holder = _at(said, ways)
        value = _text(holder[name])
        grain = salt()
        rows.append({"path": place.path, "kept": place.kept, "salt": grain, "value": value})
        holder[name] = {SEALED: digest(place.path, grain, value)}
    return _text(said), rows


def has_sealed(payload: str) -> bool:
    """Whether something of a payload is kept elsewhere."""
    return _MARK in payload


def unsealed(kind: str, payload: str, kept: Mapping[str, str]) -> str:
    """A payload with what is kept of it, by path; what was erased is left empty."""
    said = json.loads(payload)
    for (of_kind, path), erased in _ERASED.items():
        if of_kind == kind:
            _put_back(said, path, kept.get(path), erased)
    return _text(said)


def _put_back(said: dict[str, Any], path: str, kept: str | None, erased: Any) -> None:
    *ways, name = path.split(".")
    holder = _at(said, ways)
    if not isinstance(holder.get(name), dict) or SEALED not in holder[name]:
        return
    if kept is not None:
        holder[name] = json.loads(kept)
    elif erased is None:
        del holder[name]
    else:
        holder[name] = erased


def digests(payload: str) -> dict[str, str]:
    """The digest of each value that is kept elsewhere, by path."""
    found: dict[str, str] = {}

    def look(value: Any, path: str) -> None:
        if not isinstance(value, dict):
            return
        if isinstance(value.get(SEALED), str):
            found[path] = value[SEALED]
            return
        for name, each in value.items():
            look(each, f"{path}.{name}" if path else name)

    look(json.loads(payload), "")
    return found


def digest(path: str, salt: bytes, value: str) -> str:
    """What the chain knows of a value."""
    return sha256(salt + f"{path}\x1f{value}".encode()).hexdigest()


def _at(said: dict[str, Any], ways: list[str]) -> dict[str, Any]:
    for way in ways:
        said = said[way]
    return said


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
