"""Long work in a process of its own, which ends with whoever waits for it."""

import asyncio
import os
import time
from pathlib import Path

import pytest

from hall.errors import HallError
from hall.web.work_apart import in_a_process
from tests.fakes.waiting import until

FOR_EVER_S = 600.0


def work_for_ever(began: Path) -> None:
    """Say under which id, and never come to an end."""
    began.write_text(str(os.getpid()), encoding="ascii")
    time.sleep(FOR_EVER_S)


def test_what_it_gives_comes_back_and_a_failure_is_told() -> None:
    """The work is done elsewhere; a process that dies over it is an error in words."""
    assert asyncio.run(in_a_process(os.getpid)) != os.getpid()
    with pytest.raises(HallError, match="ended with status 3"):
        asyncio.run(in_a_process(os._exit, 3))


def test_who_stops_waits_for_nothing(tmp_path: Path) -> None:
    """The work of whoever has gone is ended at once, wherever it was."""
    began = tmp_path / "began"

    async def stop() -> None:
        task = asyncio.create_task(in_a_process(work_for_ever, began))
        await asyncio.to_thread(until, lambda: began.exists() and began.read_text() != "", "begins")
        task.cancel()

    asyncio.run(stop())
    until(lambda: not Path(f"/proc/{began.read_text()}").exists(), "it is gone")
