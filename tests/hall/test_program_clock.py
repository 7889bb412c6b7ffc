"""The real program under a wall clock that is stepped back and forth, over midnight, under load."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import pytest
from sqlalchemy import Column, select

from hall.storage.encoding import moment
from hall.storage.engine import make_engine
from hall.storage.tables import calls, journal, services, visits
from hall.storage.verify import verify
from tests.fakes.brokers import embedded
from tests.fakes.history import Callers, History
from tests.fakes.program import Program, program
from tests.fakes.waiting import until
from tests.fakes.wall_clock import WallClock

MIDNIGHT: Final = datetime(2026, 3, 2, 16, tzinfo=UTC)
"""Where the hall is, after a Monday."""
MONDAY, TUESDAY = "2026-03-02", "2026-03-03"
LEADS: Final = (timedelta(seconds=6), timedelta(seconds=30))
"""How long before it a start begins; the second only if a busy machine starts too late."""
STEPS: Final = [timedelta(hours=each) for each in (-1, 0, -48, 0)]
ALL_DAY: Final = "- {opens: 00:00, closes: 23:59:59}"


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Program]:
    """A hall that gives numbers all day, and whose day ends at midnight."""
    text = (files("hall.catalogue") / "data" / "hall.yaml").read_text(encoding="utf-8")
    head, _, rest = text.partition("\nhours:\n")
    hours = f"\nhours:\n{ALL_DAY}\nnumber_hours:\n{ALL_DAY}\n"
    site = tmp_path / "site.yaml"
    site.write_text(f"{head}{hours}\nfloors:{rest.partition('floors:')[2]}", encoding="utf-8")
    with embedded() as broker, program(tmp_path) as hall:
        config = hall.config.read_text(encoding="utf-8")
        config = config.replace("[clock]\ndemo = true\n", "")
        config = config.replace(f"embedded_port = {hall.mqtt}", f'url = "{broker}"')
        config = config.replace(
            '[hall]\nid = "h01"', f'[hall]\nid = "h01"\nsite = "{site}"\nroll_over_hour = 0'
        )
        hall.config.write_text(config, encoding="utf-8")
        hall.lift_limit()
        yield hall


def give_more_numbers(history: History) -> None:
    """Let a few more people come."""
    enough = len(history.numbers) + 5
    until(lambda: len(history.numbers) > enough, "people get numbers")


def column(hall: Program, wanted: "Column[Any]") -> list[Any]:
    """All that a column has."""
    engine = make_engine(hall.store_url, reading=True)
    with engine.connect() as connection, connection.begin():
        order = wanted.table.c.get("seq", wanted)
        found = list(connection.execute(select(wanted).order_by(order)).scalars())
    engine.dispose()
    return found


def cross_midnight(hall: Program, wall: WallClock, lead: timedelta) -> History:
    """A new hall that starts before midnight; people and steps of the clock until it is over."""
    for each in hall.folder.glob("hall.db*"):
        each.unlink()
    callers = Callers(hall, history := History(), kiosks=2, windows=1)
    wall.stand_at(MIDNIGHT - lead)
    callers.key = hall.start()["api_key"]
    with callers.at_work():
        for step in STEPS:
            wall.go_from(MIDNIGHT - lead + step)
            give_more_numbers(history)
        until(lambda: TUESDAY in column(hall, visits.c.day), "it is the next day", 60)
    assert hall.stop() == 0
    return history


@pytest.mark.timeout(150)  # a busy machine may need the second start
def test_a_wall_clock_that_steps_over_midnight_bends_nothing(hall: Program, tmp_path: Path) -> None:
    """The hall's time goes on evenly; numbers begin anew by its day, and durations are real."""
    wall = WallClock(tmp_path / "clock")
    hall.environment = wall.environment
    for lead in LEADS:
        began_s = time.monotonic()
        history = cross_midnight(hall, wall, lead)
        took_s = time.monotonic() - began_s
        if MONDAY in column(hall, visits.c.day):
            break
    assert set(column(hall, visits.c.day)) == {MONDAY, TUESDAY}
    assert {each["visit"] for each in history.numbers.values()} <= set(column(hall, visits.c.id))
    moments = column(hall, journal.c.at)
    assert moments == sorted(moments)
    assert moment(MIDNIGHT - lead) <= moments[0]
    assert moments[-1] <= moment(MIDNIGHT - lead + timedelta(seconds=took_s))
    durations = column(hall, calls.c.wait_s) + column(hall, services.c.service_s)
    assert [each for each in durations if each is not None and not 0 <= each <= took_s] == []
    assert verify(hall.store_url).findings == []
