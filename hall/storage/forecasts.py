"""Waits as people were told them, with what came of them: kept, measured, given back to learn.

What was learnt from them is kept here too, as documents under a name. What must not live here: how
forecasts are made, and what the documents say.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any, Final

from sqlalchemy import Connection, Engine, Select, case, delete, func, insert, null, select
from sqlalchemy.exc import SQLAlchemyError

from hall.storage.rows import StoreError
from hall.storage.tables import forecasts, learnt

NEAR_S: Final = 300.0
NEAR_PART: Final = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The wait that one visit was told; durations in seconds from then on."""

    visit: str
    day: str
    category: str
    visit_class: str
    made_at: str
    method: str
    low_s: float
    middle_s: float
    high_s: float
    naive_s: float
    came_s: float | None
    """When it was called; None when it left before."""
    seen_after_s: float = 0.0
    """When trees' knowledge of it was gathered."""
    run_log: float
    features: bytes
    """What trees learn from, packed by whoever made it; empty where no runs were made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """How good the forecasts of a day were, of all categories or of one; seconds and shares."""

    day: str
    category: str | None
    count: int
    """Of visits that were called."""
    mae_s: float
    naive_mae_s: float
    cover: float
    """Called within the range."""
    band_s: float
    near: float
    """Called within five minutes or a quarter of the wait of the middle."""
    bias_s: float
    wait_s: float
    """The mean wait."""
    methods: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Something learnt, packed by whoever learnt it."""

    at: str
    visits: int
    document: bytes


class ForecastStore:
    """The forecasts of one hall, on an engine of their own that may write."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def keep(self, rows: Sequence[Kept]) -> None:
        """Keep some at once; one that is kept already is replaced. Raises `StoreError`."""
        if not rows:
            return
        by_visit = {each.visit: asdict(each) for each in rows}
        with _said(self._engine) as connection:
            connection.execute(delete(forecasts).where(forecasts.c.visit.in_(list(by_visit))))
            connection.execute(insert(forecasts), list(by_visit.values()))

    def learn_from(self, since: str) -> list[Kept]:
        """Those since a day that were called and that trees can learn from, in order."""
        asked = (
            select(forecasts)
            .where(
                forecasts.c.day >= since,
                forecasts.c.came_s.is_not(None),
                func.length(forecasts.c.features) > 0,
            )
            .order_by(forecasts.c.made_at, forecasts.c.visit)
        )
        with _said(self._engine) as connection:
            return [Kept(**row) for row in connection.execute(asked).mappings()]

    def forget_features(self, before: str) -> None:
        """Keep of older forecasts only what the measures need."""
        old = (forecasts.c.day < before) & (func.length(forecasts.c.features) > 0)
        with _said(self._engine) as connection:
            connection.execute(forecasts.update().where(old).values(features=b""))

    def put(self, name: str, document: Document) -> None:
        """Keep a document in the place of the last one of its name."""
        row = {"name": name, **asdict(document)}
        with _said(self._engine) as connection:
            connection.execute(delete(learnt).where(learnt.c.name == name))
            connection.execute(insert(learnt).values(row))

    def get(self, name: str) -> Document | None:
        """The last document of a name."""
        with _said(self._engine) as connection:
            row = connection.execute(select(learnt).where(learnt.c.name == name)).first()
        if row is None:
            return None
        return Document(at=row.at, visits=row.visits, document=bytes(row.document))


def quality(connection: Connection, since: str, until: str) -> list[Quality]:
    """How good forecasts were, by day, the newest first: the whole, then each category."""
    found = [
        dict(row)
        for by_category in (False, True)
        for row in connection.execute(_measures(since, until, by_category=by_category)).mappings()
    ]
    methods = _methods(connection, since, until)
    whole = [
        Quality(**{**each, "methods": tuple(methods.get(each["day"], ()))})
        if each["category"] is None
        else Quality(**each)
        for each in found
    ]
    return sorted(whole, key=lambda each: (_downwards(each.day), each.category or ""))


def _downwards(day: str) -> int:
    return -int(day.replace("-", ""))


def _measures(since: str, until: str, *, by_category: bool) -> Select[Any]:
    c = forecasts.c
    error = func.abs(c.middle_s - c.came_s)
    near = case((c.came_s * NEAR_PART > NEAR_S, c.came_s * NEAR_PART), else_=NEAR_S)
    inside = (c.low_s <= c.came_s) & (c.came_s <= c.high_s)
    category = c.category if by_category else null()
    return (
        select(
            c.day,
            category.label("category"),
            func.count().label("count"),
            func.avg(error).label("mae_s"),
            func.avg(func.abs(c.naive_s - c.came_s)).label("naive_mae_s"),
            func.avg(case((inside, 1.0), else_=0.0)).label("cover"),
            func.avg(c.high_s - c.low_s).label("band_s"),
            func.avg(case((error <= near, 1.0), else_=0.0)).label("near"),
            func.avg(c.middle_s - c.came_s).label("bias_s"),
            func.avg(c.came_s).label("wait_s"),
        )
        .where(c.day >= since, c.day <= until, c.came_s.is_not(None))
        .group_by(*([c.day, c.category] if by_category else [c.day]))
    )


def _methods(connection: Connection, since: str, until: str) -> dict[str, list[str]]:
    """The methods that answered on each day."""
    c = forecasts.c
    asked = (
        select(c.day, c.method)
        .where(c.day >= since, c.day <= until)
        .group_by(c.day, c.method)
        .order_by(c.day, c.method)
    )
    found: dict[str, list[str]] = {}
    for day, method in connection.execute(asked):
        found.setdefault(day, []).append(method)
    return found


@contextmanager
def _said(engine: Engine) -> Iterator[Connection]:
    """One transaction, whose failure is said in the words of the store."""
    try:
        with engine.begin() as connection:
            yield connection
    except SQLAlchemyError as error:
        said = error.args[0] if error.args else type(error).__name__
        raise StoreError(f"the forecasts cannot be read or written: {said}") from error
