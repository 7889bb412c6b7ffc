"""The thread that looks ahead: a forecast every few seconds, and what goes with it.

It reads the committed hall, which never changes under it, and writes nothing but `Foretold`; so no
press waits for it. Until the compiled parts are ready, and whenever a forecast fails, people are
told waits by the length of the queue. What must not live here: how forecasts are made (see
`hall.forecast`), and what goes with each look, which is handed in.
"""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Protocol

from hall.controller.foretold import FAILED, PREPARING, RUNNING, Foretold
from hall.core.hall import Hall
from hall.forecast.ranges import Forecasts

log = logging.getLogger(__name__)

_JOIN_S: Final = 10.0


class Forecaster(Protocol):
    """Who makes forecasts; `hall.forecast.waits.forecaster.WaitForecaster` in a hall."""

    @property
    def method(self) -> str:
        """The method that answers now."""

    def forecast(self, hall: Hall, now: datetime) -> Forecasts:
        """Ranges for everybody at a moment."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The hall at one look."""

    hall: Hall
    now: datetime


Companion = Callable[[Seen], None]
"""Something that is done after each forecast, on the same thread."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Who looks ahead, who goes with each look, and what is done after the last."""

    forecaster: Forecaster
    companions: Sequence[Companion] = ()
    at_the_end: Callable[[], object] = lambda: None


class Foresight:
    """Looks ahead every so many seconds, until it is stopped."""

    def __init__(
        self,
        *,
        see: Callable[[], Seen],
        foretold: Foretold,
        make: Callable[[Callable[[], bool]], Party],
        every_s: float,
    ) -> None:
        """`make` is called once, on the thread: it may take as long as it needs.

        It is handed a question to ask meanwhile: whether it is over.
        """
        self._see = see
        self._foretold = foretold
        self._make = make
        self._every_s = every_s
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="foresight", daemon=True)

    def start(self) -> None:
        """Begin; waits are told by the length of the queue until the first forecast."""
        self._foretold.state = replace(self._foretold.state, state=PREPARING)
        self._thread.start()

    def stop(self) -> None:
        """End after the look that is under way."""
        self._ended.set()
        self._thread.join(_JOIN_S)

    def _run(self) -> None:
        try:
            party = self._make(self._ended.is_set)
        except Exception:  # a hall works without forecasts, whatever is wrong with them
            if self._ended.is_set():
                return
            log.exception("no forecasts: waits are told by the length of the queue")
            self._foretold.state = replace(self._foretold.state, state=FAILED)
            return
        while not self._ended.wait(self._every_s):
            self._look(party)
        self._safely(party.at_the_end)

    def _look(self, party: Party) -> None:
        seen = self._see()
        try:
            began_s = time.perf_counter()
            latest = party.forecaster.forecast(seen.hall, seen.now) if seen.hall.day else None
            self._tell(party.forecaster, latest, time.perf_counter() - began_s)
        except Exception:  # the next look may succeed; until then the plain formula answers
            log.exception("a forecast failed: waits are told by the length of the queue")
            self._foretold.latest = None
            self._foretold.state = replace(self._foretold.state, state=FAILED)
        for each in party.companions:
            self._safely(each, seen)

    def _tell(self, forecaster: Forecaster, latest: Forecasts | None, took_s: float) -> None:
        self._foretold.latest = latest
        self._foretold.state = replace(
            self._foretold.state,
            state=RUNNING,
            method=forecaster.method,
            took_ms=round(took_s * 1000, 1),
        )

    def _safely(self, work: Callable[..., object], *arguments: object) -> None:
        try:
            work(*arguments)
        except Exception:  # one of them must not take the forecasts away
            log.exception("what goes with a forecast failed; forecasts go on")
