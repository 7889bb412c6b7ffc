"""Figures counted in SQL against the same figures reckoned from the journal by other means."""

from collections import defaultdict
from zoneinfo import ZoneInfo

import pytest

from hall.storage.archive import Archive
from hall.storage.facts import Question
from hall.supervision.figures import (
    WHOLE_KEY,
    Breakdown,
    By,
    Figures,
    Part,
    Period,
    Spread,
    Thresholds,
)
from hall.supervision.grounds import grounds_of
from hall.supervision.measures import MEASURE, MEASURES, Unit
from tests.fakes.postgres import Server
from tests.supervision.month import FIRST, LAST, Month
from tests.supervision.reckoning import Fact, Reckoning, keys_of, spread

PERIOD = Period(first=FIRST, last=LAST)
THRESHOLDS = Thresholds(wait_target_s=300, service_target_s=240)
MARKS = {
    "number": ["cancelled", "not_reached"],
    "call": ["recalls", "out_of_turn", "no_shows", "quick_no_shows"],
    "service": ["inferred", "quick_services"],
    "rating": ["bad_ratings", "level_sum", "quick_ratings"],
    "follow_up": ["answered_in_time"],
}
Groups = dict[tuple[str, Part], list[Fact]]
COUNTS = {"number": "numbers", "call": "calls", "rating": "ratings", "follow_up": "follow_ups"}


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def month(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Month:
    """A month, lived once on each kind of database."""
    if request.param == "sqlite":
        return Month(tmp_path_factory.mktemp("month") / "hall.db").live()
    server: Server = request.getfixturevalue("postgres")
    return Month(server.new_store()).live()


@pytest.fixture(scope="module")
def reckoned(month: Month) -> list[Fact]:
    """The same month, from its journal."""
    return Reckoning(month.url).facts()


def plain(part: Spread) -> tuple[object, ...] | None:
    """A spread as the reckoning gives it."""
    if not part.count:
        return None
    total = round(part.total_s, 3)
    return (part.count, total, part.p50_s, part.p90_s, part.longest_s, part.within)


def figures_of(facts: list[Fact]) -> dict[str, object]:
    """What the figures of some facts must be."""
    kinds = defaultdict(list)
    for fact in facts:
        kinds[fact.kind].append(fact)
    expected: dict[str, object] = {COUNTS[kind]: len(kinds[kind]) for kind in COUNTS}
    for kind, marks in MARKS.items():
        for mark in marks:
            expected[mark] = sum(fact.marks.get(mark, 0) for fact in kinds[kind])
    expected["wait"] = spread(kinds["call"], THRESHOLDS.wait_target_s)
    expected["service"] = spread(kinds["service"], THRESHOLDS.service_target_s)
    return expected


def told(figures: Figures) -> dict[str, object]:
    """Counted figures in the same shape."""
    names = [*COUNTS.values(), *(mark for marks in MARKS.values() for mark in marks)]
    found: dict[str, object] = {name: getattr(figures, name) for name in names}
    return {**found, "wait": plain(figures.wait), "service": plain(figures.service)}


def counted(month: Month, by: By, zone: str = "Asia/Shanghai") -> Breakdown:
    """What the records say."""
    question = Question(
        period=PERIOD,
        zone=ZoneInfo(zone),
        by=by,
        grounds=grounds_of(month.premises.catalogue),
        thresholds=THRESHOLDS,
    )
    archive = Archive(month.url)
    found = archive.count(question)
    archive.close()
    return found


def grouped(month: Month, facts: list[Fact], by: By, zone: str) -> Groups:
    """The facts of each group, own and delegated matters apart as well."""
    grounds = grounds_of(month.premises.catalogue)
    departments = {matter: list(codes) for matter, codes in grounds.departments.items()}
    groups: Groups = defaultdict(list)
    for fact in facts:
        part = Part.DELEGATED if fact.matter in grounds.delegated else Part.OWN
        for key in keys_of(ZoneInfo(zone), departments)[by](fact):
            groups[key, Part.ALL].append(fact)
            groups[key, part].append(fact)
    return groups


@pytest.mark.parametrize(
    ("by", "zone"), [*((by, "Asia/Shanghai") for by in By), (By.HOUR, "Europe/Berlin")]
)
def test_counted_figures_are_those_of_the_journal(
    month: Month, reckoned: list[Fact], by: By, zone: str
) -> None:
    """Every count and percentile, by everything, own and delegated apart, summer time included."""
    groups = grouped(month, reckoned, by, zone)
    found = counted(month, by, zone)
    assert {key for key, _ in groups} == set(found.rows)
    for (key, part), facts in groups.items():
        assert told(found.of(key, part)) == figures_of(facts), (key, part)
    if by is not By.DEPARTMENT:
        for part, figures in found.whole.items():
            facts = [each for (_, of), group in groups.items() if of is part for each in group]
            assert told(figures) == figures_of(facts), part


@pytest.mark.parametrize("by", [By.WHOLE, By.DAY, By.MONTH, By.WINDOW, By.CLERK])
def test_open_time_is_that_of_the_journal(month: Month, reckoned: list[Fact], by: By) -> None:
    """How long windows were open, also those that nobody closed; and how well they were used."""
    groups = grouped(month, [fact for fact in reckoned if fact.kind == "open"], by, "UTC")
    found = counted(month, by)
    for (key, part), facts in groups.items():
        if part is Part.ALL:
            open_s = sum(fact.seconds for fact in facts)
            assert found.of(key).open_s == pytest.approx(open_s, abs=0.1)
            assert 0 < (MEASURE["window_use"].of(found.of(key)) or 0) < 1


def test_every_measure_of_the_month_says_something(month: Month) -> None:
    """No measure is empty over a month, and shares lie between nothing and all."""
    whole = counted(month, By.WHOLE).of(WHOLE_KEY)
    for measure in MEASURES:
        value = measure.of(whole)
        assert value is not None, measure.code
        assert measure.unit is not Unit.SHARE or 0 <= value <= 1, measure.code


def test_nothing_to_measure_is_not_zero(month: Month) -> None:
    """A share of nothing is none; a day without facts has no row at all."""
    nothing = Figures()
    assert MEASURE["satisfaction"].of(nothing) is None
    assert MEASURE["wait_p90"].of(nothing) is None
    assert MEASURE["numbers"].of(nothing) == 0
    assert "2026-03-07" not in counted(month, By.DAY).rows  # a Saturday
