"""Every rating that a pad took is looked for in the records, every day; the page shows both.

Pads tell with their state how many ratings they took of each level. They are read again and again
beside the hall's work; what is missing cannot have been dropped unseen.
"""

import asyncio
import logging
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from itertools import groupby
from typing import Any, Final

from fastapi import APIRouter, Request, Response
from sqlalchemy.exc import SQLAlchemyError

from hall.catalogue.site import DeviceKind
from hall.storage.pad_counts import PadCountStore, PadDay, PadTotals, pad_days
from hall.web.follow_ups import AtDesk, today_of
from hall.web.page_texts import LEVELS
from hall.web.permissions import Permission
from hall.web.port import HallPort
from hall.web.problems import Problem
from hall.web.rendering import render
from hall.web.signing_in import go_to, pages_of, signed_in

log = logging.getLogger(__name__)

router = APIRouter(include_in_schema=False)

LOOK_S: Final = 20.0
SHOWN: Final = timedelta(days=14)
_COUNTED: Final = "rated_"
_BEST: Final = 5


class PadCounting:
    """Reads what the pads have counted, again and again."""

    def __init__(self, controller: HallPort, store: PadCountStore) -> None:
        self._controller = controller
        self._store = store

    async def run(self) -> None:
        """Look until cancelled; a database that is busy is asked again at the next look."""
        while True:
            await asyncio.sleep(LOOK_S)
            await self.look()

    async def look(self) -> None:
        """Keep what was counted since the last look, on the open business day."""
        day, pads = self._controller.hall.last_day, tuple(self._pads())
        if day is None or not pads:
            return
        try:
            await asyncio.to_thread(self._store.note, day, pads)
        except SQLAlchemyError as error:
            log.warning("what the rating pads counted was not kept this time: %s", error)

    def _pads(self) -> Iterator[PadTotals]:
        states = self._controller.device_states
        for device in self._controller.site.devices_of(DeviceKind.RATER):
            state = states.get(f"{DeviceKind.RATER}/{device.id}")
            if state is None or not state.counters or device.window is None:
                continue
            totals = {
                level: state.counters[f"{_COUNTED}{level}"]
                for level in range(1, _BEST + 1)
                if f"{_COUNTED}{level}" in state.counters
            }
            yield PadTotals(device=device.id, window=device.window, totals=totals)


@router.get("/pad-counts")
async def pad_counts_page(request: Request, desk: AtDesk) -> Response:
    """What the pads counted and what the hall recorded, for two weeks."""
    caller = await signed_in(request)
    if caller is None:
        return go_to("/sign-in?to=/pad-counts")
    if not caller.may(Permission.JOURNAL):
        raise Problem("not_allowed", permission=Permission.JOURNAL)
    found = await desk.read(partial(pad_days, first=today_of(desk.wired) - SHOWN))
    return render(
        request,
        "pad_counts.html",
        person=caller,
        pages=pages_of(caller),
        levels=LEVELS,
        rows=list(_rows(found)),
        missing=sum(abs(each.missing) for each in found),
    )


def _rows(found: tuple[PadDay, ...]) -> Iterator[dict[str, Any]]:
    """One row for each window and day."""
    for (day, window), levels in groupby(found, key=lambda each: (each.day, each.window)):
        by_level = {each.level: each for each in levels}
        yield {
            "day": day,
            "window": window,
            "levels": by_level,
            "counted": sum(each.counted for each in by_level.values()),
            "recorded": sum(each.recorded for each in by_level.values()),
            "wrong": any(each.missing for each in by_level.values()),
        }
