"""The simulated people at work in a running hall: what they decide is done here.

Used on one event loop's thread; what goes over HTTP waits on threads of its own. What must not
live here: what people decide (see `crowd`), what visitors do (see `visitor`).
"""

import logging
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime

from simulators.crowd.actions import (
    Action,
    BookAtKiosk,
    CloseWindow,
    OpenWindow,
    PressPad,
    PressRater,
    TakeAtKiosk,
)
from simulators.crowd.crowd import Crowd
from simulators.crowd.scenario import Scenario, scenarios
from simulators.crowd.world import World
from simulators.hall_api import HallApi
from simulators.kiosks import Kiosks
from simulators.lines import Lines
from simulators.virtual_hall.picture import Piece

log = logging.getLogger(__name__)


class Cast:
    """The people of one scenario, on or off; a visitor may take the place of some."""

    def __init__(
        self,
        *,
        scenario: Scenario,
        seed: int,
        taken_kiosks: frozenset[str],
        world: World,
        lines: Lines,
        kiosks: Kiosks,
        api: HallApi,
    ) -> None:
        self.on = False
        self.taken_kiosks = taken_kiosks
        self._scenario = scenario
        self._seed = seed
        self._world = world
        self._lines = lines
        self._kiosks = kiosks
        self._api = api
        self._crowd: Crowd | None = None
        self._some_wait: bool | None = None
        self._played_pads: set[int] = set()
        self._played_raters: set[int] = set()
        self._errands = ThreadPoolExecutor(2, thread_name_prefix="errand")

    def stop(self) -> None:
        """Everybody goes; what is under way over HTTP is finished."""
        self.on = False
        self._errands.shutdown()

    def switch(self, *, on: bool) -> None:
        """Let people come and work, or not; those who would have come meanwhile stay away."""
        if on != self.on:
            self._crowd = None
        self.on = on

    def begin(self, scenario: Scenario) -> None:
        """From now on another scenario's people come, at once those who wait at its start."""
        self._scenario, self._crowd, self._some_wait = scenario, None, True

    def play_pad(self, window: int, *, on: bool) -> None:
        """A visitor takes a clerk's place, or gives it back."""
        self._played_pads = self._played_pads | {window} if on else self._played_pads - {window}
        self._tell_who_plays()

    def play_rater(self, window: int, *, on: bool) -> None:
        """A visitor stands before a rating pad, or steps aside."""
        raters = self._played_raters
        self._played_raters = raters | {window} if on else raters - {window}
        self._tell_who_plays()

    def _tell_who_plays(self) -> None:
        if self._crowd is not None:
            self._crowd.played_pads = self._played_pads
            self._crowd.played_raters = self._played_raters

    def tick(self, now: datetime) -> None:
        """Let everybody do what they do now."""
        if not self.on or not self._world.complete or not self._api.is_there:
            return
        for action in self._people().tick(now, self._world):
            self._do(action)

    def _people(self) -> Crowd:
        """The people; those who wait at a scenario's start come to a hall where nobody was yet."""
        if self._crowd is None:
            queue = self._world.queue
            first = queue is not None and not queue.issued
            self._crowd = Crowd(
                self._scenario,
                self._seed,
                some_wait=first if self._some_wait is None else self._some_wait,
                taken_kiosks=self.taken_kiosks,
            )
            self._some_wait = False
            self._tell_who_plays()
        return self._crowd

    def _do(self, action: Action) -> None:
        match action:
            case TakeAtKiosk() | BookAtKiosk():
                self._kiosks.ask(action.kiosk, action.request)
            case PressPad():
                self._lines.press(action.window, action.key)
            case PressRater():
                self._lines.rate(action.window, action.level)
            case OpenWindow():
                opens = self._errands.submit(self._api.open_window, action.window, action.clerk)
                opens.add_done_callback(_log_failure)
            case CloseWindow():
                closes = self._errands.submit(self._api.close_window, action.window)
                closes.add_done_callback(_log_failure)

    def piece(self) -> Piece:
        """Who plays, for the page."""
        return {
            "on": self.on,
            "scenario": self._scenario.code,
            "scenarios": {each.code: each.name for each in scenarios().values()},
            "played_pads": sorted(self._played_pads),
            "played_raters": sorted(self._played_raters),
        }


def _log_failure(done: "Future[None]") -> None:
    error = done.exception()
    if error is not None:
        log.warning("a clerk will try again: %s", error)
