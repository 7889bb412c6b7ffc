"""Counts figures in SQL from the records, by any one thing, with own and delegated matters apart.

Facts belong to the business day and to the hour in which they happened: a number when it is issued,
a call when it is made, a service when it starts, a rating when it is given. Percentiles are taken
over whole seconds, so that a year needs no sorting. What must not live here: which facts there are
(see `facts`), and what follows from the figures (see `hall.supervision.measures`).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    FromClause,
    Row,
    Select,
    and_,
    case,
    cast,
    func,
    select,
    true,
)
from sqlalchemy import Integer as SqlInteger

from hall.storage.facts import (
    Facts,
    Question,
    call_facts,
    follow_up_facts,
    number_facts,
    open_time,
    rating_facts,
    service_facts,
)
from hall.storage.moments import whole_seconds
from hall.supervision.figures import Breakdown, By, Figures, Part, Spread

_PARTS: Final = {0: Part.OWN, 1: Part.DELEGATED}
_GROUPS: Final = (
    ("part", ("key", "delegated")),
    ("whole", ("key",)),
    ("all_part", ("delegated",)),
    ("all", ()),
)
"""The groups that a fact belongs to, each with what its facts have in common."""
_RANKS: Final = (50, 90)
Group = tuple[str | None, Part]
"""A key and a part; no key is for all keys together."""
Counted = Mapping[Group, Mapping[str, Any]]
"""What was counted of one kind of facts."""


def pieces(question: Question) -> Sequence[Callable[[Connection], Counted]]:
    """The countings that a question needs; they may run one after another or side by side."""
    thresholds = question.thresholds
    numbers, opened = number_facts(question), open_time(question)
    found: list[Callable[[Connection], Counted]] = [
        lambda connection: _spread(
            connection, call_facts(question), "wait", thresholds.wait_target_s
        ),
        lambda connection: _spread(
            connection, service_facts(question), "service", thresholds.service_target_s
        ),
        lambda connection: _summed(connection, rating_facts(question)),
        lambda connection: _summed(connection, follow_up_facts(question)),
    ]
    if numbers is not None:
        found.append(lambda connection: _summed(connection, numbers))
    if opened is not None:
        found.append(lambda connection: _opened(connection, opened))
    return found


def breakdown(question: Question, counted: Iterable[Counted]) -> Breakdown:
    """The figures that the pieces counted, put together."""
    found: defaultdict[str | None, defaultdict[Part, dict[str, Any]]] = defaultdict(
        lambda: defaultdict(dict)
    )
    for piece in counted:
        for (key, part), values in piece.items():
            found[key][part].update(values)
    whole: Mapping[Part, Mapping[str, Any]] = found.pop(None, {})
    keys = [key for key in found if key is not None]
    return Breakdown(
        by=question.by,
        rows={key: _row(found[key]) for key in sorted(keys, key=_order)},
        whole={} if question.by is By.DEPARTMENT else _row(whole),
    )


def count(connection: Connection, question: Question) -> Breakdown:
    """Count everything there is to the question, in one state of the records."""
    return breakdown(question, [piece(connection) for piece in pieces(question)])


def _row(values: Mapping[Part, Mapping[str, Any]]) -> Mapping[Part, Figures]:
    return {part: Figures(**values[part]) for part in Part if part in values}


def _order(key: str) -> tuple[bool, int, str]:
    """Numbers as numbers, codes as texts."""
    return (not key.isdecimal(), int(key) if key.isdecimal() else 0, key)


def _opened(connection: Connection, opened: Select[Any]) -> Counted:
    """How long windows were open; a window is nobody's matter, so there are no parts."""
    seconds = {str(key): float(value) for key, value in connection.execute(opened)}
    found: dict[Group, dict[str, Any]] = {
        (key, Part.ALL): {"open_s": value} for key, value in seconds.items()
    }
    return {**found, (None, Part.ALL): {"open_s": sum(seconds.values())}}


def _summed(connection: Connection, facts: Facts) -> Counted:
    """Plain counts; a whole is the sum of its parts."""
    counted = _by_department(
        facts,
        facts.select(
            facts.key.label("key"), facts.delegated.label("delegated"), *_sums(facts)
        ).group_by("key", "delegated"),
    )
    found: dict[Group, dict[str, Any]] = {}
    for row in connection.execute(select(counted)):
        _add(found, facts, row, {})
    return found


def _sums(facts: Facts) -> list[ColumnElement[Any]]:
    return [func.sum(cast(value, SqlInteger)).label(name) for name, value in facts.sums.items()]


def _by_department(facts: Facts, counted: Select[Any]) -> CTE:
    """What was counted by matter, counted by the matters' departments where that is asked."""
    cte = counted.cte("counted")
    if facts.parts is None:
        return cte
    return (
        select(
            facts.parts.c.department.label("key"), *(each for each in cte.c if each.name != "key")
        )
        .join(facts.parts, facts.parts.c.matter == cte.c.key)
        .cte("by_department")
    )


def _add(
    found: dict[Group, dict[str, Any]],
    facts: Facts,
    row: Row[Any],
    spreads: Mapping[str, Spread],
    name: str = "",
) -> None:
    """Add a row to its part of its key, to the whole of its key, and to both of all keys."""
    key, part = _key(facts.by, row.key), _PARTS[row.delegated]
    for prefix, group in _GROUPS:
        into = found.setdefault(
            (key if "key" in group else None, part if "delegated" in group else Part.ALL), {}
        )
        for each in facts.sums:
            into[each] = into.get(each, 0) + int(getattr(row, each))
        if spreads:
            into[name] = _together(into.get(name), spreads[prefix])


def _together(one: Spread | None, other: Spread) -> Spread:
    """Two parts of a whole, each with the whole's percentile as far as its own rows know it."""
    if one is None:
        return other
    return Spread(
        count=one.count + other.count,
        total_s=one.total_s + other.total_s,
        p50_s=_least(one.p50_s, other.p50_s),
        p90_s=_least(one.p90_s, other.p90_s),
        longest_s=max(one.longest_s or 0.0, other.longest_s or 0.0),
        within=one.within + other.within,
    )


def _least(one: int | None, other: int | None) -> int | None:
    return min((each for each in (one, other) if each is not None), default=None)


def _spread(connection: Connection, facts: Facts, name: str, target_s: int) -> Counted:
    """Counts together with how the facts' durations are spread."""
    found: dict[Group, dict[str, Any]] = {}
    for row in connection.execute(_ranked(_by_second(facts, target_s), facts)):
        _add(found, facts, row, {prefix: _spread_of(row, prefix) for prefix, _ in _GROUPS}, name)
    return found


def _by_second(facts: Facts, target_s: int) -> CTE:
    """How many facts there are of each duration, in whole seconds."""
    duration = facts.duration
    second = whole_seconds(duration)
    counted = facts.select(
        facts.key.label("key"),
        facts.delegated.label("delegated"),
        second.label("second"),
        func.count().label("n"),
        func.sum(duration).label("total"),
        func.max(duration).label("longest"),
        func.sum(case((duration <= target_s, 1), else_=0)).label("within"),
        *_sums(facts),
    ).group_by("key", "delegated", "second")
    return _by_department(facts, counted)


def _ranked(counted: CTE, facts: Facts) -> Select[Any]:
    """Each part of each key, with the percentiles of every group it belongs to."""
    c = counted.c
    totals = (
        select(
            c.key,
            c.delegated,
            func.sum(c.n).label("n"),
            func.sum(c.total).label("total"),
            func.max(c.longest).label("longest"),
            func.sum(c.within).label("within"),
            *[func.sum(c[each]).label(each) for each in facts.sums],
        )
        .group_by(c.key, c.delegated)
        .cte("totals")
    )
    asked: Select[Any] = select(totals)
    joined: FromClause = totals
    for prefix, group in _GROUPS:
        found = _percentiles(counted, totals, prefix, group)
        joined = joined.join(found, _same(found, totals, group))
        asked = asked.add_columns(
            *(found.c[f"p{rank}"].label(f"{prefix}_p{rank}") for rank in _RANKS)
        )
    return asked.select_from(joined)


def _percentiles(counted: CTE, totals: CTE, prefix: str, group: tuple[str, ...]) -> CTE:
    """The percentiles of each group, from how many facts it has of each duration.

    Each group's own and smaller table is summed up: ordering the largest one for all of them took
    most of a year's time.
    """
    own = [counted.c[each] for each in group]
    by_second = select(*own, counted.c.second, func.sum(counted.c.n).label("n"))
    spread = by_second.group_by(*own, counted.c.second).subquery()
    running = func.sum(spread.c.n).over(
        partition_by=[spread.c[each] for each in group] or None, order_by=spread.c.second
    )
    ranked = select(spread, running.label("up_to")).subquery()
    of_totals = [totals.c[each] for each in group]
    sizes = select(*of_totals, func.sum(totals.c.n).label("size")).group_by(*of_totals).subquery()
    reached = {rank: ranked.c.up_to * 100 >= sizes.c.size * rank for rank in _RANKS}
    return (
        select(
            *(ranked.c[each] for each in group),
            *(
                func.min(case((reached[rank], ranked.c.second))).label(f"p{rank}")
                for rank in _RANKS
            ),
        )
        .join(sizes, _same(ranked, sizes, group))
        .group_by(*(ranked.c[each] for each in group))
        .cte(f"of_{prefix}")
    )


def _same(one: FromClause, other: FromClause, names: Iterable[str]) -> ColumnElement[bool]:
    """Whether two tables speak of the same group."""
    return and_(true(), *(one.c[each] == other.c[each] for each in names))


def _spread_of(row: Row[Any], prefix: str) -> Spread:
    return Spread(
        count=int(row.n),
        total_s=float(row.total),
        p50_s=getattr(row, f"{prefix}_p50"),
        p90_s=getattr(row, f"{prefix}_p90"),
        longest_s=float(row.longest),
        within=int(row.within),
    )


def _key(by: By, key: object) -> str:
    return f"{key:02}" if by is By.HOUR else str(key)
