"""What a visitor of the virtual hall does, carried out on machines, kiosks and the hall's API.

What must not live here: HTTP (see `virtual_hall.pages`).
"""

import asyncio
from collections.abc import Callable
from typing import Final
from uuid import uuid4

from hall.bus.messages import NumberIssued, Refused, TakeNumber, WindowStatus
from hall.bus.topics import Kind
from hall.errors import HallError
from simulators.cast import Cast
from simulators.crowd.scenario import scenarios
from simulators.crowd.world import World
from simulators.hall_api import HallApi
from simulators.kiosks import VISITOR, Kiosks
from simulators.lines import KEYS, Lines
from simulators.virtual_hall import acts
from simulators.virtual_hall.picture import Piece

TAKE_S: Final = 8.0
NO_ANSWER: Final = ("大厅没有回答，请稍后再试。", "The hall did not answer. Try again.")
DONE: Final[Piece] = {"done": True}


class CannotDo(HallError):
    """A visitor asked for something that this hall does not have."""


class Visitor:
    """Carries out what is done on the page; used on one event loop's thread."""

    def __init__(
        self, *, world: World, lines: Lines, cast: Cast, kiosks: Kiosks, api: HallApi
    ) -> None:
        self._world = world
        self._lines = lines
        self._cast = cast
        self._kiosks = kiosks
        self._api = api

    async def act(self, act: acts.Act) -> Piece:
        """Do it; raises `HallError` with the reason why not."""
        match act:
            case acts.Take():
                return await self._take(act)
            case acts.Sit():
                await self._sit(act)
            case acts.SetSpeed():
                await asyncio.to_thread(self._api.set_rate, act.rate)
            case _:
                self._poke(act)
        return DONE

    def _poke(
        self,
        act: acts.Press | acts.Rate | acts.Stand | acts.SetCrowd | acts.Break | acts.Scan,
    ) -> None:
        match act:
            case acts.Press():
                self._press(act)
            case acts.Rate():
                self._lines.rate(self._window(act.window), act.level)
            case acts.Stand():
                self._cast.play_rater(self._window(act.window), on=act.on)
            case acts.SetCrowd():
                self._set_crowd(act)
            case acts.Break():
                self._break(act)
            case acts.Scan():
                self._scan(act)

    def _window(self, no: int | None) -> int:
        if no not in self._lines.windows:
            raise CannotDo(f"there is no window {no}")
        return no

    def _press(self, act: acts.Press) -> None:
        if act.key not in KEYS:
            raise CannotDo(f"these pads have no key {act.key}")
        self._lines.press(self._window(act.window), act.key)

    async def _take(self, act: acts.Take) -> Piece:
        """A number for the visitor, at a kiosk that has no screen of its own."""
        site = self._world.site
        kiosks = [each.id for each in site.devices if each.kind == Kind.KIOSK] if site else []
        free = [each for each in kiosks if each not in self._cast.taken_kiosks] or kiosks
        if not free:
            raise CannotDo("the hall has not been heard yet, or has no kiosk")
        request = TakeNumber(
            id=f"{VISITOR}{uuid4().hex}",
            ttl_s=TAKE_S,
            matter=act.matter,
            category=act.category,
            language=act.language,
        )
        match await self._kiosks.take(free[0], request):
            case NumberIssued() as issued:
                return {"issued": _issued(issued, free[0])}
            case Refused() as refused:
                return {"refused": refused.text}
            case _:
                return {
                    "refused": ("大厅没有回答，请稍后再试。", "The hall did not answer. Try again.")
                }

    async def _sit(self, act: acts.Sit) -> None:
        """Take a clerk's place; a window that nobody opened is opened for the visitor."""
        no = self._window(act.window)
        self._cast.play_pad(no, on=act.on)
        view = self._world.windows.get(no)
        if act.on and view is not None and view.status is not WindowStatus.OPEN:
            clerk = view.clerk or f"clerk{no:02}"
            await asyncio.to_thread(self._api.open_window, no, clerk)

    def _set_crowd(self, act: acts.SetCrowd) -> None:
        if act.scenario is not None:
            scenario = scenarios().get(act.scenario)
            if scenario is None:
                raise CannotDo(f"there is no scenario {act.scenario!r}")
            self._cast.begin(scenario)
        self._cast.switch(on=act.on)

    def _scan(self, act: acts.Scan) -> None:
        if act.scanner not in self._lines.scanners:
            raise CannotDo(f"there is no scanner {act.scanner}")
        self._lines.scan(act.scanner, act.code)

    def _break(self, act: acts.Break) -> None:
        at_line = _AT_LINE.get(act.fault)
        if at_line is not None:
            at_line(self._lines, self._window(act.window), on=act.on)
            return
        if act.printer not in self._lines.printers:
            raise CannotDo(f"there is no printer {act.printer}")
        _AT_PRINTER[act.fault](self._lines, act.printer, on=act.on)


def _issued(issued: NumberIssued, kiosk: str) -> Piece:
    wait = issued.wait
    return {
        "number": issued.number,
        "visit": issued.visit,
        "request": issued.request,
        "category": issued.category,
        "ahead": issued.ahead,
        "area": issued.area,
        "wait": [wait.low_min, wait.high_min] if wait else None,
        "kiosk": kiosk,
    }


def _unplug(lines: Lines, window: int, *, on: bool) -> None:
    lines.plug(window, on=not on)


_AT_LINE: Final[dict[acts.Fault, Callable[..., None]]] = {
    acts.Fault.UNPLUGGED: _unplug,
    acts.Fault.NOISE: Lines.disturb,
}
_AT_PRINTER: Final[dict[acts.Fault, Callable[..., None]]] = {
    acts.Fault.PAPER_NEAR_END: Lines.near_end,
    acts.Fault.PAPER_OUT: Lines.paper_out,
    acts.Fault.COVER_OPEN: Lines.open_cover,
}
