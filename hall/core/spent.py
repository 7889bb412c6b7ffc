"""Codes that are for nothing any more, and what became of them; pure.

So that who comes with one is told more than that nobody knows it. Nothing is kept here of whose
it was, and all of it for some days only.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from immutables import Map

from hall.core.appointment import Appointment
from hall.core.refusals import (
    AppointmentIsCancelled,
    AppointmentIsMoved,
    AppointmentIsPast,
    AppointmentIsUsed,
    Refused,
    ReturnCodeIsUsed,
)
from hall.core.return_code import ReturnCode
from hall.core.value import Value

KEPT: Final = timedelta(days=7)
"""How long after its day what became of an appointment is remembered."""


class Fate(StrEnum):
    """What became of what a code was for."""

    CHECKED_IN = "checked_in"
    CANCELLED = "cancelled"
    MOVED = "moved"
    """To another time, with a code of its own."""
    MISSED = "missed"
    RETURNED = "returned"
    """A number was taken with a return code."""


class SpentCode(Value, frozen=True, kw_only=True):
    """What became of it, and until which day that is remembered."""

    fate: Fate
    until: date


Spent = Map[str, SpentCode]
"""By the code; an appointment has two, one to be typed and one to be scanned."""

REFUSALS: Final[Mapping[Fate, type[Refused]]] = {
    Fate.CHECKED_IN: AppointmentIsUsed,
    Fate.CANCELLED: AppointmentIsCancelled,
    Fate.MOVED: AppointmentIsMoved,
    Fate.MISSED: AppointmentIsPast,
    Fate.RETURNED: ReturnCodeIsUsed,
}


def refusal_of(spent: Spent, code: str) -> Refused | None:
    """Why a code cannot be used any more; None for one that never could."""
    known = spent.get(code)
    return None if known is None else REFUSALS[known.fate]()


def with_appointment(spent: Spent, gone: Appointment, fate: Fate) -> Spent:
    """After an appointment has come to its end."""
    entry = SpentCode(fate=fate, until=gone.starts_at.date() + KEPT)
    return spent.set(gone.id, entry).set(gone.token, entry)


def with_return(spent: Spent, gone: ReturnCode) -> Spent:
    """After somebody has come back with a code."""
    return spent.set(gone.code, SpentCode(fate=Fate.RETURNED, until=gone.valid_until))
