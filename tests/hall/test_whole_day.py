"""Whole days of simulated people against the real rules, writer and store, on virtual time."""

from collections import Counter
from datetime import time
from pathlib import Path

import pytest

from hall.core.hall import PrintState
from hall.core.stages import Ending, Stage
from hall.storage.rows import Entry
from simulators.crowd.crowd import Crowd
from simulators.crowd.scenario import scenarios
from simulators.crowd.world import World
from tests.fakes.virtual_hall import VirtualHall, live_through

EVENING = time(18, 30)


def lived(folder: Path, scenario: str, seed: int, until: time = EVENING) -> VirtualHall:
    """A hall after a day of a scenario, or after a part of it."""
    day = scenarios()[scenario]
    hall = VirtualHall(folder / f"{scenario}-{seed}.db", day.starts_at)
    hall.open()
    world = World()
    hall.listen(world.hear)
    live_through(hall, Crowd(day, seed), world, until)
    return hall


def journal(hall: VirtualHall) -> list[tuple[int, Entry]]:
    """The whole journal of the day; the store is closed."""
    rows = [(each.seq, each.entry) for each in hall.store.open_day()]
    hall.store.close()
    return rows


@pytest.mark.parametrize("scenario", ["ordinary", "peak", "monday_1010"])
def test_every_number_of_a_day_comes_to_its_end(tmp_path: Path, scenario: str) -> None:
    """Every number issued is called and ends served or as a no-show; nobody is left behind."""
    hall = lived(tmp_path, scenario, seed=7)
    now = hall.hall
    visits = list(now.visits.values())
    assert now.order == len(visits) == now.ended
    assert {visit.stage for visit in visits} == {Stage.ENDED}
    endings = Counter(visit.ending for visit in visits)
    assert set(endings) == {Ending.SERVED, Ending.NO_SHOW}
    assert endings[Ending.SERVED] == len(now.services) > 2 * endings[Ending.NO_SHOW]
    assert len({visit.number for visit in visits}) == len(visits)
    assert all(window.visit is None for window in now.windows.values())
    hall.store.close()


def test_a_peak_day_brings_more_people_than_an_ordinary_one(tmp_path: Path) -> None:
    """The scenarios differ as they say, and each has about the numbers it promises."""
    issued = {
        name: [lived(tmp_path, name, seed, time(12)).hall.order for seed in (1, 2)]
        for name in ("ordinary", "peak")
    }
    assert sum(issued["peak"]) > 1.15 * sum(issued["ordinary"])
    assert 150 < sum(issued["ordinary"]) / 2 < 230  # 63 of 100 come in the morning


def test_about_forty_wait_on_monday_at_ten_past_ten(tmp_path: Path) -> None:
    """The scenario begins with its queue standing, most of it for business registration."""
    hall = lived(tmp_path, "monday_1010", seed=3, until=time(10, 10, 20))
    waiting = [visit for visit in hall.hall.visits.values() if visit.stage is not Stage.ENDED]
    assert 35 <= len(waiting) <= 45
    assert sum(visit.category == "SS" for visit in waiting) > len(waiting) / 2
    hall.store.close()


def test_the_same_seed_gives_the_same_journal(tmp_path: Path) -> None:
    """A simulated day is repeatable to the last event, and another seed is another day."""
    first, again, noon = tmp_path / "first", tmp_path / "again", time(12)
    first.mkdir()
    again.mkdir()
    day = journal(lived(first, "ordinary", 7, noon))
    assert day == journal(lived(again, "ordinary", 7, noon))
    assert day != journal(lived(again, "ordinary", 8, noon))


def test_people_rate_as_people_do(tmp_path: Path) -> None:
    """About half rate, most of them well, some badly; nobody is given a level by default."""
    services = list(lived(tmp_path, "peak", seed=5).hall.services.values())
    levels = [service.rating.level for service in services if service.rating]
    assert 0.35 < len(levels) / len(services) < 0.65
    assert sum(level >= 4 for level in levels) > 0.75 * len(levels)
    assert min(levels) <= 2


def test_every_ticket_goes_to_a_printer(tmp_path: Path) -> None:
    """Each number taken at a kiosk is sent to that kiosk's printer once."""
    hall = lived(tmp_path, "ordinary", seed=2, until=time(9, 30))
    assert hall.printed == hall.hall.order > 30
    assert all(visit.printer for visit in hall.hall.visits.values())
    assert PrintState.PRINTED not in {visit.print_state for visit in hall.hall.visits.values()}


def test_a_restart_at_noon_goes_on_with_the_same_queue(tmp_path: Path) -> None:
    """After a crash the hall knows every visit, and people and clerks carry on to the evening."""
    day = scenarios()["peak"]
    hall = lived(tmp_path, "peak", seed=7, until=time(10))
    before = hall.hall
    hall.store.close()
    revived = VirtualHall(tmp_path / "peak-7.db", time(10), first_id=50_000)
    revived.open()
    assert revived.hall == before
    world = World()
    revived.listen(world.hear)
    live_through(revived, Crowd(day, 7, some_wait=False), world, EVENING)
    assert revived.hall.order > before.order
    assert revived.hall.ended == revived.hall.order
    revived.store.close()
