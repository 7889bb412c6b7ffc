"""Counts figures in SQL from the records, by any one thing, with own and delegated matters apart.

Facts belong to the business day and to the hour in which they happened: a number when it is issued,
a call when it is made, a service when it starts, a rating when it is given. Percentiles are taken
over whole seconds, so that a year needs no sorting. What must not live here: which facts there are
(see `facts`), and what follows from the figures (see `hall.supervision.measures`).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, Final

from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    Row,
    Select,
    case,
    cast,
    func,
    null,
    select,
    union_all,
)
from sqlalchemy import Integer as SqlInteger

from hall.storage.facts import (
    Facts,
    Question,
    call_facts,
    number_facts,
    open_time,
    rating_facts,
    service_facts,
)
from hall.storage.moments import whole_seconds
from hall.supervision.figures import Breakdown, By, Figures, Part, Spread

_PARTS: Final = {None: Part.ALL, 0: Part.OWN, 1: Part.DELEGATED}
_BOTH: Final = (Part.OWN, Part.DELEGATED)
Counted = Mapping[tuple[str, Part], Mapping[str, Any]]
"""What was counted of one kind of facts, by key and part."""


def count(connection: Connection, question: Question) -> Breakdown:
    """Count everything there is to the question, in one state of the records."""
    found: defaultdict[str, defaultdict[Part, dict[str, Any]]] = defaultdict(
        lambda: defaultdict(dict)
    )
    for counted in _all_counted(connection, question):
        for (key, part), values in counted.items():
            found[key][part].update(values)
    return Breakdown(
        by=question.by,
        rows={
            key: {part: Figures(**values) for part, values in found[key].items()}
            for key in sorted(found, key=_order)
        },
    )


def _order(key: str) -> tuple[bool, int, str]:
    """Numbers as numbers, codes as texts."""
    return (not key.isdecimal(), int(key) if key.isdecimal() else 0, key)


def _all_counted(connection: Connection, question: Question) -> Iterator[Counted]:
    numbers, ratings = number_facts(question), rating_facts(question)
    if numbers is not None:
        yield _summed(connection, numbers)
    yield _spread(connection, call_facts(question), "wait", question.thresholds.wait_target_s)
    yield _spread(
        connection, service_facts(question), "service", question.thresholds.service_target_s
    )
    yield _summed(connection, ratings)
    opened = open_time(question)
    if opened is not None:
        yield {
            (_key(question.by, key), Part.ALL): {"open_s": float(seconds)}
            for key, seconds in connection.execute(opened)
        }


def _summed(connection: Connection, facts: Facts) -> Counted:
    """Plain counts; a whole is the sum of its parts."""
    query = facts.select(
        facts.key.label("key"), facts.delegated.label("delegated"), *_sums(facts)
    ).group_by(facts.key, facts.delegated)
    found: dict[tuple[str, Part], dict[str, int]] = {}
    for row in connection.execute(query):
        values = {name: int(getattr(row, name)) for name in facts.sums}
        key = _key(facts.by, row.key)
        found[key, _PARTS[row.delegated]] = values
        whole = found.setdefault((key, Part.ALL), dict.fromkeys(values, 0))
        found[key, Part.ALL] = {name: whole[name] + value for name, value in values.items()}
    return found


def _sums(facts: Facts) -> list[ColumnElement[Any]]:
    return [func.sum(cast(value, SqlInteger)).label(name) for name, value in facts.sums.items()]


def _spread(connection: Connection, facts: Facts, name: str, target_s: int) -> Counted:
    """Counts together with how the facts' durations are spread."""
    duration = facts.duration
    second = whole_seconds(duration)
    counted = (
        facts.select(
            facts.key.label("key"),
            facts.delegated.label("delegated"),
            second.label("second"),
            func.count().label("n"),
            func.sum(duration).label("total"),
            func.max(duration).label("longest"),
            func.sum(case((duration <= target_s, 1), else_=0)).label("within"),
            *_sums(facts),
        )
        .group_by(facts.key, facts.delegated, second)
        .cte("counted")
    )
    parts = _ranked(counted, facts, whole=False)
    both = _ranked(_without_parts(counted, facts), facts, whole=True)
    return {
        (_key(facts.by, row.key), _PARTS[row.delegated]): {
            name: _spread_of(row),
            **{each: int(getattr(row, each)) for each in facts.sums},
        }
        for row in connection.execute(union_all(parts, both))
    }


def _without_parts(counted: CTE, facts: Facts) -> CTE:
    """Own and delegated matters together."""
    c = counted.c
    added = [func.sum(c[each]).label(each) for each in ("n", "total", "within", *facts.sums)]
    return (
        select(c.key, c.second, func.max(c.longest).label("longest"), *added)
        .group_by(c.key, c.second)
        .cte("both_parts")
    )


def _ranked(counted: CTE, facts: Facts, *, whole: bool) -> Select[Any]:
    """Each group with its percentiles by nearest rank."""
    c = counted.c
    group = [c.key] if whole else [c.key, c.delegated]
    ranked = select(
        counted,
        func.sum(c.n).over(partition_by=group, order_by=c.second).label("up_to"),
        func.sum(c.n).over(partition_by=group).label("size"),
    ).subquery()
    r = ranked.c
    return select(
        r.key,
        cast(null(), SqlInteger).label("delegated") if whole else r.delegated,
        func.sum(r.n).label("n"),
        func.sum(r.total).label("total"),
        func.max(r.longest).label("longest"),
        func.sum(r.within).label("within"),
        func.min(case((r.up_to * 100 >= r.size * 50, r.second))).label("p50"),
        func.min(case((r.up_to * 100 >= r.size * 90, r.second))).label("p90"),
        *[func.sum(r[each]).label(each) for each in facts.sums],
    ).group_by(r.key, *([] if whole else [r.delegated]))


def _spread_of(row: Row[Any]) -> Spread:
    return Spread(
        count=int(row.n),
        total_s=float(row.total),
        p50_s=int(row.p50),
        p90_s=int(row.p90),
        longest_s=float(row.longest),
        within=int(row.within),
    )


def _key(by: By, key: object) -> str:
    return f"{key:02}" if by is By.HOUR else str(key)
