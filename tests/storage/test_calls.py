"""The table of calls: made with the journal, and made from it for a store of an earlier schema."""

from datetime import time
from pathlib import Path
from typing import Any

from alembic import command
from sqlalchemy import inspect, select

from hall.storage.engine import make_engine
from hall.storage.migrate import steps_on
from hall.storage.store import Store
from hall.storage.tables import calls, visits
from hall.storage.verify import verify
from simulators.crowd.crowd import Crowd
from simulators.crowd.scenario import scenarios
from simulators.crowd.world import World
from tests.fakes.virtual_hall import VirtualHall, live_through


def morning(database: Path) -> str:
    """A store after a simulated morning."""
    day = scenarios()["peak"]
    hall = VirtualHall(database, day.starts_at)
    hall.open()
    world = World()
    hall.listen(world.hear)
    live_through(hall, Crowd(day, 7), world, time(10, 30))
    hall.store.close()
    return f"sqlite:///{database}"


def rows(url: str, table: Any) -> list[Any]:
    """All rows of a table."""
    engine = make_engine(url, reading=True)
    with engine.connect() as connection, connection.begin():
        found = list(connection.execute(select(table).order_by(*table.primary_key.columns)))
    engine.dispose()
    return found


def test_every_call_is_kept_with_what_became_of_it(tmp_path: Path) -> None:
    """Calls have their wait, their clerk and their end; the journal says the same of them."""
    url = morning(tmp_path / "hall.db")
    assert verify(url).findings == []
    called = {visit.id: visit for visit in rows(url, visits) if visit.called_at}
    made = rows(url, calls)
    assert len(made) > 40
    assert {call.visit for call in made} == set(called)
    assert all(call.wait_s == called[call.visit].wait_s for call in made)
    missed = {call.visit for call in made if call.missed_at}
    assert missed == {id_ for id_, visit in called.items() if visit.ending == "no_show"} != set()


def test_a_store_without_the_table_is_brought_up_to_date_from_its_journal(tmp_path: Path) -> None:
    """The calls of an earlier schema's days are read back from the journal, row for row."""
    url = morning(tmp_path / "hall.db")
    before = rows(url, calls)
    engine = make_engine(url)
    with engine.connect() as connection, connection.begin():
        command.downgrade(steps_on(connection), "0002")
        assert not inspect(connection).has_table("calls")
    engine.dispose()
    store = Store(url)
    store.open()
    store.close()
    assert rows(url, calls) == before
