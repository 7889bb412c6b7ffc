"""Reads how the plan changed in a day, and how people waited in the hour before and after.

What must not live here: what is shown of it (see `hall.web.plan_changes_page`).
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, Row, func, select

from hall.storage.encoding import moment
from hall.storage.tables import calls, journal, plan_entries

SPAN: Final = timedelta(hours=1)
_OPENING: Final = "DayOpened"
_PROGRAM: Final = "program"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """How those who were called in an hour had waited."""

    count: int
    mean_s: float | None
    longest_s: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """What one window served, and serves from then on."""

    window: int
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanChange:
    """One change of the plan; `None` among the waits is the whole hall."""

    at: datetime
    by: str
    by_program: bool
    """Whether a program of the hall did it by itself."""
    reason: str
    reason_en: str | None
    """Where a program gave it in both languages."""
    returns: int | None
    """The change that was over: nobody else gave a reason."""
    moves: tuple[Moved, ...]
    waits: dict[str | None, tuple[Waits, Waits]]
    """Before and after, of the categories that changed and of the hall."""


def plan_changes(connection: Connection, day: str) -> tuple[PlanChange, ...]:
    """The changes of a business day, the first one first; opening the day is none."""
    found = _changes(connection, day)
    return tuple(_change(connection, day, row, moves) for row, moves in found)


def moved_at(connection: Connection, day: str) -> tuple[datetime, ...]:
    """When a window was moved on a business day, once for each window."""
    return tuple(
        datetime.fromisoformat(row.at) for row, moves in _changes(connection, day) for _ in moves
    )


def _changes(connection: Connection, day: str) -> list[tuple[Row[Any], list[Moved]]]:
    asked = (
        select(plan_entries, journal.c.kind, journal.c.by_kind, journal.c.payload)
        .join(journal, journal.c.seq == plan_entries.c.seq)
        .where(journal.c.day == day)
        .order_by(plan_entries.c.seq, plan_entries.c.window)
    )
    served: dict[int, tuple[str, ...]] = {}
    changes: dict[int, tuple[Row[Any], list[Moved]]] = {}
    for row in connection.execute(asked):
        before, after = served.get(row.window, ()), tuple(row.categories.split())
        served[row.window] = after
        if row.kind != _OPENING and before != after:
            found = changes.setdefault(row.seq, (row, []))
            found[1].append(Moved(window=row.window, before=before, after=after))
    return list(changes.values())


def _change(connection: Connection, day: str, row: Row[Any], moves: list[Moved]) -> PlanChange:
    at, told = datetime.fromisoformat(row.at), json.loads(row.payload)
    codes = dict.fromkeys(code for move in moves for code in set(move.before) ^ set(move.after))
    groups: Iterable[str | None] = (*sorted(codes), None)
    return PlanChange(
        at=at,
        by=row.by,
        by_program=row.by_kind == _PROGRAM,
        reason=row.reason,
        reason_en=told.get("reason_en"),
        returns=told.get("returns"),
        moves=tuple(moves),
        waits={
            code: (
                _waits(connection, day, code, at - SPAN, at),
                _waits(connection, day, code, at, at + SPAN),
            )
            for code in groups
        },
    )


def _waits(
    connection: Connection, day: str, code: str | None, start: datetime, end: datetime
) -> Waits:
    asked = select(func.count(), func.avg(calls.c.wait_s), func.max(calls.c.wait_s)).where(
        calls.c.day == day,
        calls.c.at >= moment(start),
        calls.c.at < moment(end),
        calls.c.withdrawn.is_(False),
    )
    if code is not None:
        asked = asked.where(calls.c.category == code)
    count, mean, longest = connection.execute(asked).one()
    return Waits(count=count, mean_s=mean, longest_s=longest)
