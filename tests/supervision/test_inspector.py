"""What the inspector has: signs of gaming, and a random sample with the whole journal."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from hall.storage.archive import Archive
from hall.storage.sampling import Drawn, draw
from hall.supervision.figures import Breakdown, By, Figures, Part, Period, Spread
from hall.supervision.gaming import SIGNS, suspicions
from hall.supervision.lag import lagging
from tests.supervision.month import Month

DAYS = Period(first=date(2026, 3, 2), last=date(2026, 3, 3))
HONEST = Figures(
    calls=200,
    no_shows=20,
    quick_no_shows=4,
    out_of_turn=2,
    service=Spread(count=180),
    quick_services=5,
    inferred=40,
    ratings=90,
    quick_ratings=3,
)


def clerks(odd: Figures) -> Breakdown:
    """Ten honest clerks and one other."""
    rows = {f"clerk{no:02}": {Part.ALL: HONEST} for no in range(1, 11)}
    return Breakdown(by=By.CLERK, rows={**rows, "odd": {Part.ALL: odd}})


@pytest.mark.parametrize(
    ("sign", "odd"),
    [
        ("quick_no_shows", replace(HONEST, quick_no_shows=30)),
        ("quick_services", replace(HONEST, quick_services=40)),
        ("quick_ratings", replace(HONEST, quick_ratings=30)),
        ("unrated", replace(HONEST, ratings=20)),
        ("out_of_turn", replace(HONEST, out_of_turn=40)),
        ("inferred", replace(HONEST, inferred=150)),
    ],
)
def test_what_stands_out_at_one_clerk_is_pointed_out(sign: str, odd: Figures) -> None:
    """Each of the six signs is found at the clerk who shows it, with the share of the others."""
    found = {each.sign: each for each in suspicions(clerks(odd))}
    assert found[sign].key == "odd"
    assert found[sign].share > 2 * found[sign].others or sign == "unrated"
    assert {each.key for each in found.values()} == {"odd"}


def test_departments_that_lag_are_ranked_by_the_written_rule() -> None:
    """Unanswered bad ratings, then overlong services, then waits; who kept to all is left out."""
    good = Figures(follow_ups=2, answered_in_time=2, service=Spread(count=9, within=9))
    rows = {
        "good": good,
        "slow": replace(good, service=Spread(count=9, within=6)),
        "mute": replace(good, answered_in_time=1),
        "both": replace(good, answered_in_time=1, wait=Spread(count=4, within=3)),
        "same": replace(good, answered_in_time=1),
        "none": Figures(),
    }
    found = lagging(
        Breakdown(by=By.DEPARTMENT, rows={key: {Part.ALL: row} for key, row in rows.items()})
    )
    assert [(each.rank, each.department) for each in found] == [
        (1, "both"), (2, "mute"), (2, "same"), (4, "slow"),
    ]  # fmt: skip
    assert found[0].counts == ((1, 2), (0, 9), (1, 4))


def test_alike_clerks_are_left_alone() -> None:
    """Where all are alike nobody is pointed at, and of a few cases nothing is said."""
    assert suspicions(clerks(HONEST)) == ()
    few = Figures(calls=5, quick_no_shows=5, service=Spread(count=5), quick_services=5)
    assert suspicions(clerks(few)) == ()
    assert len(SIGNS) == 6


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """Two days."""
    folder: Path = tmp_path_factory.mktemp("days")
    return Archive(Month(folder / "hall.db").live(last=date(2026, 3, 3)).url)


def drawn(archive: Archive, count: int, word: str) -> tuple[Drawn, ...]:
    """A sample."""
    return archive.read(lambda connection: draw(connection, DAYS, count, word))


def test_a_sample_follows_from_its_word(archive: Archive) -> None:
    """The same word draws the same visits, another word others, and never more than there are."""
    first = drawn(archive, 5, "三月抽查")
    assert drawn(archive, 5, "三月抽查") == first
    assert {each.visit for each in drawn(archive, 5, "四月抽查")} != {each.visit for each in first}
    assert len(drawn(archive, 10_000, "x")) == len(
        {each.visit for each in drawn(archive, 10_000, "x")}
    )


def test_a_drawn_visit_has_its_whole_journal(archive: Archive) -> None:
    """From its issue on, in order, each event with its row, its hash and who did it."""
    for visit in drawn(archive, 8, "抽查"):
        assert visit.events[0]["kind"] == "VisitIssued"
        rows = [event["seq"] for event in visit.events]
        assert rows == sorted(rows)
        assert all(len(event["hash"]) == 64 and event["by"] for event in visit.events)
        own = {event.get("visit", event.get("service", "").split(".")[0]) for event in visit.events}
        assert own == {visit.visit}
