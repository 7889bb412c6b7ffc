"""The facts that are counted: numbers, calls, services, ratings, and how long windows were open.

Each is a question to the records with a key, whether its matter is delegated, and what is summed.
What must not live here: the counting (see `measures`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import Any, Final

from sqlalchemy import (
    CTE,
    ColumnElement,
    FromClause,
    Integer,
    Select,
    String,
    case,
    cast,
    column,
    func,
    literal,
    select,
    values,
)

from hall.storage.encoding import moment
from hall.storage.moments import seconds_between
from hall.storage.tables import calls, follow_ups, ratings, services, visits, window_shifts
from hall.supervision.figures import WHOLE_KEY, By, Period, Thresholds
from hall.supervision.grounds import Grounds

Column = ColumnElement[Any]
_DAY_MIN: Final = 24 * 60
_OUT_OF_TURN: Final = "out of turn%"
_BY_MATTER: Final = frozenset({By.MATTER, By.DEPARTMENT})
_WITHOUT_WINDOW: Final = frozenset({By.WINDOW, By.CLERK})
_OPEN_BY: Final = frozenset({By.WHOLE, By.DAY, By.MONTH, By.WINDOW, By.CLERK})


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is to be counted."""

    period: Period
    zone: tzinfo
    by: By = By.WHOLE
    grounds: Grounds = field(default_factory=Grounds)
    thresholds: Thresholds = field(default_factory=Thresholds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """One kind of facts as the question wants them."""

    by: By
    source: FromClause
    where: tuple[Column, ...]
    key: Column
    delegated: Column
    sums: Mapping[str, Column]
    duration: Column = field(default_factory=lambda: literal(0))
    parts: CTE | None = None
    """Which department has a part in which matter, when the key is a matter to be divided so."""

    def select(self, *columns: Column) -> Select[Any]:
        """Ask for some columns of these facts."""
        return select(*columns).select_from(self.source).where(*self.where)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """Where one kind of facts has what facts are told apart by."""

    source: FromClause
    day: Column
    at: Column
    category: Column
    matter: Column
    window: Column
    clerk: Column
    where: tuple[Column, ...] = ()


_NUMBERS: Final = _Table(
    source=visits,
    day=visits.c.day,
    at=visits.c.issued_at,
    category=visits.c.category,
    matter=visits.c.matter,
    window=visits.c.window,
    clerk=literal(""),
)
_CALLS: Final = _Table(
    source=calls,
    day=calls.c.day,
    at=calls.c.at,
    category=calls.c.category,
    matter=calls.c.matter,
    window=calls.c.window,
    clerk=calls.c.clerk,
    where=(~calls.c.withdrawn,),
)
_SERVICES: Final = _Table(
    source=services,
    day=services.c.day,
    at=services.c.started_at,
    category=services.c.category,
    matter=services.c.matter,
    window=services.c.window,
    clerk=services.c.clerk,
    where=(services.c.finished_at.is_not(None),),
)
_RATINGS: Final = _Table(
    source=ratings.join(services, services.c.id == ratings.c.service),
    day=ratings.c.day,
    at=ratings.c.at,
    category=services.c.category,
    matter=services.c.matter,
    window=ratings.c.window,
    clerk=ratings.c.clerk,
    where=(ratings.c.effective,),
)


_FOLLOW_UPS: Final = _Table(
    source=follow_ups.join(services, services.c.id == follow_ups.c.service),
    day=follow_ups.c.day,
    at=follow_ups.c.opened_at,
    category=services.c.category,
    matter=services.c.matter,
    window=follow_ups.c.window,
    clerk=follow_ups.c.clerk,
    where=(
        follow_ups.c.answered_day.is_not(None)
        | (follow_ups.c.answer_due < select(func.max(visits.c.day)).scalar_subquery()),
    ),
)


def number_facts(question: Question) -> Facts | None:
    """Numbers issued; none by window or clerk, as a number is for neither."""
    if question.by in _WITHOUT_WINDOW:
        return None
    sums = {
        "numbers": literal(1),
        "cancelled": _if(visits.c.ending == "cancelled"),
        "not_reached": _if(visits.c.ending == "not_reached"),
    }
    return _facts(question, _NUMBERS, sums)


def call_facts(question: Question) -> Facts:
    """Calls that stood, with the wait before each."""
    missed = calls.c.missed_at.is_not(None)
    walked_s = seconds_between(calls.c.at, calls.c.missed_at)
    sums = {
        "calls": literal(1),
        "recalls": calls.c.calls - 1,
        "out_of_turn": _if(calls.c.reason.like(_OUT_OF_TURN)),
        "no_shows": _if(missed),
        "quick_no_shows": _if(missed & (walked_s < question.thresholds.quick_no_show_s)),
    }
    return _facts(question, _CALLS, sums, calls.c.wait_s)


def service_facts(question: Question) -> Facts:
    """Services that were finished, with how long each took."""
    taken = services.c.service_s
    sums = {
        "inferred": _if(services.c.inferred_start),
        "quick_services": _if(taken < question.thresholds.quick_service_s),
    }
    return _facts(question, _SERVICES, sums, taken)


def rating_facts(question: Question) -> Facts:
    """The effective rating of each service that has one."""
    after_s = seconds_between(services.c.finished_at, ratings.c.at)
    thresholds = question.thresholds
    sums = {
        "ratings": literal(1),
        "bad_ratings": _if(ratings.c.level <= thresholds.bad_level),
        "level_sum": ratings.c.level,
        "quick_ratings": _if(after_s <= thresholds.quick_rating_s),
    }
    return _facts(question, _RATINGS, sums)


def follow_up_facts(question: Question) -> Facts:
    """Bad ratings that were answered, or whose day to be answered is over."""
    in_time = follow_ups.c.answered_day <= follow_ups.c.answer_due
    sums = {"follow_ups": literal(1), "answered_in_time": _if(in_time)}
    return _facts(question, _FOLLOW_UPS, sums)


def _if(condition: Column) -> Column:
    return case((condition, 1), else_=0)


def _facts(
    question: Question, table: _Table, sums: Mapping[str, Column], duration: Column | None = None
) -> Facts:
    where = (*table.where, *_within(question.period, table.day))
    if question.by in _BY_MATTER:
        where = (*where, table.matter.is_not(None))
    return Facts(
        by=question.by,
        source=table.source,
        where=where,
        key=_key(question, table),
        delegated=_if(table.matter.in_(sorted(question.grounds.delegated))),
        sums=sums,
        duration=literal(0) if duration is None else duration,
        parts=_parts(question.grounds) if question.by is By.DEPARTMENT else None,
    )


def _within(period: Period, day: Column) -> tuple[Column, ...]:
    return (day >= period.first.isoformat(), day <= period.last.isoformat())


def _key(question: Question, table: _Table) -> Column:
    if question.by is By.HOUR:
        return _local_hour(table.at, question.zone, question.period)
    keys: dict[By, Column] = {
        By.DAY: table.day,
        By.MONTH: func.substr(table.day, 1, 7),
        By.WINDOW: cast(table.window, String),
        By.CATEGORY: table.category,
        By.CLERK: table.clerk,
        By.MATTER: table.matter,
        By.DEPARTMENT: table.matter,
    }
    return keys.get(question.by, literal(WHOLE_KEY))


def _parts(grounds: Grounds) -> CTE:
    """Which department has a part in which matter, as a table."""
    pairs = [
        (matter, department)
        for matter, departments in grounds.departments.items()
        for department in departments
    ]
    return (
        values(column("matter", String), column("department", String), name="parts")
        .data(pairs or [("", "")])
        .cte("parts")
    )


def _local_hour(at: Column, zone: tzinfo, period: Period) -> Column:
    """The hour of a stored moment in the hall's zone, summer time included."""
    minutes = cast(func.substr(at, 12, 2), Integer) * 60 + cast(func.substr(at, 15, 2), Integer)
    *changes, (_, last) = _offsets(zone, period)
    offset: Column = literal(last)
    if changes:
        offset = case(*((at < until, minutes_east) for until, minutes_east in changes), else_=last)
    return (minutes + offset + _DAY_MIN) % _DAY_MIN // 60


def _offsets(zone: tzinfo, period: Period) -> list[tuple[str, int]]:
    """The zone's distances from UTC in minutes, each with the moment until which it holds."""
    hour = timedelta(hours=1)
    at = datetime.combine(period.first, time(), UTC) - timedelta(days=1)
    end = datetime.combine(period.last, time(), UTC) + timedelta(days=2)
    found: list[tuple[str, int]] = []
    east = _minutes_east(zone, at)
    while at < end:
        at += hour
        now_east = _minutes_east(zone, at)
        if now_east != east:
            found.append((moment(at), east))
            east = now_east
    return [*found, (moment(end), east)]


def _minutes_east(zone: tzinfo, at: datetime) -> int:
    offset = at.astimezone(zone).utcoffset() or timedelta()
    return round(offset.total_seconds() / 60)


def open_time(question: Question) -> Select[Any] | None:
    """How long windows were open, by what windows can be told apart by; a key and seconds.

    A window that nobody closed counts as open until the last service that finished at it.
    """
    if question.by not in _OPEN_BY:
        return None
    spans = _shift_spans(question.period).subquery()
    keys = {
        By.WHOLE: literal(WHOLE_KEY),
        By.DAY: spans.c.day,
        By.MONTH: func.substr(spans.c.day, 1, 7),
        By.WINDOW: cast(spans.c.window, String),
        By.CLERK: spans.c.clerk,
    }
    until = func.coalesce(spans.c.until, spans.c.last_finish, spans.c.at)
    key = keys[question.by]
    return (
        select(key.label("key"), func.sum(seconds_between(spans.c.at, until)))
        .where(spans.c.status == "open")
        .group_by("key")
    )


def _shift_spans(period: Period) -> Select[Any]:
    """Each change of a window with the moment of the next, and its last finish of the day."""
    shifts = window_shifts.c
    last_finish = (
        select(func.max(services.c.finished_at))
        .where(services.c.day == shifts.day, services.c.window == shifts.window)
        .correlate(window_shifts)
        .scalar_subquery()
    )
    return select(
        shifts.day,
        shifts.window,
        shifts.clerk,
        shifts.status,
        shifts.at,
        func.lead(shifts.at)
        .over(partition_by=[shifts.day, shifts.window], order_by=shifts.seq)
        .label("until"),
        last_finish.label("last_finish"),
    ).where(*_within(period, shifts.day))
