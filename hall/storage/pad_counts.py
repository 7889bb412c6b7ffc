"""What rating pads counted themselves, by day, beside what the hall recorded of them.

A pad's gateway counts every rating that it took, and begins anew when it starts anew; kept here is
what was added since the last look. What must not live here: the ratings (see `visit_records`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import (
    Connection,
    Engine,
    and_,
    func,
    insert,
    select,
    update,
)

from hall.storage.tables import pad_counts, ratings


@dataclass(frozen=True, slots=True, kw_only=True)
class PadTotals:
    """What one pad's gateway has counted since it started, by level."""

    device: str
    window: int
    totals: Mapping[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class PadDay:
    """One level at one window on one day."""

    day: date
    window: int
    level: int
    counted: int
    recorded: int

    @property
    def missing(self) -> int:
        """How many the pad took and the hall does not have; below zero, the other way about."""
        return self.counted - self.recorded


class PadCountStore:
    """The counts of one database; every call is one short transaction and may block."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def note(self, day: date, pads: tuple[PadTotals, ...]) -> None:
        """Add what was counted since the last look to a day."""
        with self._engine.begin() as connection:
            for pad in pads:
                for level, total in pad.totals.items():
                    _note(connection, day.isoformat(), pad, level, total)


def _note(connection: Connection, day: str, pad: PadTotals, level: int, total: int) -> None:
    of_pad = and_(pad_counts.c.device == pad.device, pad_counts.c.level == level)
    newest = connection.execute(
        select(pad_counts).where(of_pad).order_by(pad_counts.c.day.desc()).limit(1)
    ).first()
    before = newest.total if newest else 0
    if newest is not None and total == before:
        return
    fresh = total - before if total >= before else total
    if newest is not None and newest.day == day:
        step = update(pad_counts).where(of_pad, pad_counts.c.day == day)
        connection.execute(step.values(counted=newest.counted + fresh, total=total))
        return
    connection.execute(
        insert(pad_counts).values(
            device=pad.device,
            level=level,
            day=day,
            window=pad.window,
            counted=fresh,
            total=total,
        )
    )


def pad_days(connection: Connection, first: date) -> tuple[PadDay, ...]:
    """What was counted and what was recorded from a day on, the latest first."""
    counted = {
        (row.day, row.window, row.level): row.counted
        for row in connection.execute(
            select(
                pad_counts.c.day,
                pad_counts.c.window,
                pad_counts.c.level,
                func.sum(pad_counts.c.counted).label("counted"),
            )
            .where(pad_counts.c.day >= first.isoformat())
            .group_by(pad_counts.c.day, pad_counts.c.window, pad_counts.c.level)
        )
    }
    recorded = {
        (row.given_day, row.window, row.level): row.found
        for row in connection.execute(
            select(
                ratings.c.given_day,
                ratings.c.window,
                ratings.c.level,
                func.count().label("found"),
            )
            .where(ratings.c.given_day >= first.isoformat(), ratings.c.channel == "pad")
            .group_by(ratings.c.given_day, ratings.c.window, ratings.c.level)
        )
    }
    return tuple(
        PadDay(
            day=date.fromisoformat(day),
            window=window,
            level=level,
            counted=counted.get((day, window, level), 0),
            recorded=recorded.get((day, window, level), 0),
        )
        for day, window, level in sorted(counted.keys() | recorded.keys(), reverse=True)
    )
