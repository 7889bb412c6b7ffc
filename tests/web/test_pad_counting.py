"""What pads tell of themselves is kept, day by day, and set beside the records."""

from datetime import date
from pathlib import Path

import pytest

from hall.bus.messages import DeviceState
from hall.core import commands as c
from hall.storage.archive import Archive
from hall.storage.pad_counts import PadCountStore, pad_days
from hall.web.pad_counts import PadCounting
from tests.fakes.controller import FakeController
from tests.fakes.recorded_hall import recorded_hall

pytestmark = pytest.mark.anyio


async def test_a_rating_that_the_hall_never_had_is_missing_in_the_count(
    controller: FakeController, tmp_path: Path
) -> None:
    """The pad took a good and a bad one; the bad one was lost on the way, and it shows."""
    hall = recorded_hall(controller, tmp_path)
    await hall.begin_day()
    service = await hall.serve("one")
    await hall.do(c.RateService(service=service, level=5, channel="pad"))
    counters = {"presses": 9, "rated_5": 1, "rated_1": 1}
    hall.device_states = {"rater/rater-03": DeviceState(online=True, counters=counters)}
    counting = PadCounting(hall, PadCountStore(hall.store.engine))
    await counting.look()
    await counting.look()
    archive = Archive(f"sqlite:///{tmp_path / 'hall.db'}")
    found = archive.read(lambda connection: pad_days(connection, date(2026, 3, 2)))
    archive.close()
    hall.store.close()
    assert [(each.window, each.level, each.missing) for each in found] == [(3, 5, 0), (3, 1, 1)]
