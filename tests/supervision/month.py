"""A simulated month: the real rules and the real store, days of random people at random windows."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random

from hall.catalogue import sample
from hall.controller.premises import Premises
from hall.core import commands as c
from hall.core.apply import apply_all
from hall.core.decide import decide
from hall.core.events import Event
from hall.core.hall import Hall, Window
from hall.core.refusals import Refused
from hall.core.settings import Settings
from hall.core.stages import Stage
from hall.storage.rows import Entry
from hall.storage.store import Store

FIRST, LAST = date(2026, 3, 2), date(2026, 3, 31)
_STEP = timedelta(seconds=45)
_OPENS, _CLOSES = time(8, 30), time(12, 30)
_WINDOWS = range(1, 23)


class Month:
    """March 2026 in the sample hall, mornings only."""

    def __init__(self, store: Path | str, seed: int = 1) -> None:
        self.url = store if isinstance(store, str) else f"sqlite:///{store}"
        self.premises = Premises(*sample())
        self._random = Random(seed)
        self._hall = Hall()
        self._now = datetime(2026, 3, 1, tzinfo=UTC)
        self._events: list[Event] = []
        self._count = 0
        self._matters = [*self.premises.catalogue.matters, None]

    def live(self, first: date = FIRST, last: date = LAST) -> "Month":
        """Live through all working days and write them down."""
        store = Store(self.url)
        store.open()
        day = first
        while day <= last:
            if self.premises.is_working_day(day):
                self._day(day)
                entries = [
                    Entry(event=event, day=f"{day}", by_kind="program", by_id="month", command="")
                    for event in self._events
                ]
                store.append(entries, [])
                self._events = []
            day += timedelta(days=1)
        store.close()
        return self

    def _do(self, command: c.Command) -> None:
        """Carry out a command a moment later; what the rules refuse does not happen."""
        self._now += timedelta(milliseconds=self._random.randrange(1, 900))
        with suppress(Refused):
            events = decide(self._hall, command, self._now)
            self._hall = apply_all(self._hall, events)
            self._events += events

    def _day(self, day: date) -> None:
        self._now = datetime.combine(day, _OPENS, self.premises.zone).astimezone(UTC)
        end = datetime.combine(day, _CLOSES, self.premises.zone)
        offer = replace(self.premises.offer(day), number_hours=())
        settings = Settings(recall_pause_s=0, no_show_after_s=0)
        self._do(c.OpenDay(day=day, offer=offer, settings=settings, plan=self.premises.plan))
        for no in _WINDOWS:
            self._do(c.OpenWindow(window=no, clerk=f"clerk{(no + day.day) % 25:02}"))
        while self._now < end:
            self._step()
            self._now += _STEP
        for no in _WINDOWS:
            self._finish(no)
            if no % 5:
                self._do(c.CloseWindow(window=no))
        self._do(c.CloseDay(end_waiting=True))

    def _step(self) -> None:
        for _ in range(self._random.randrange(3)):
            self._arrive()
        if self._random.random() < 0.01:
            self._cancel()
        for no in _WINDOWS:
            if self._random.random() < 0.2:
                self._work(self._hall.windows[no])

    def _arrive(self) -> None:
        self._count += 1
        matter = self._random.choice(self._matters)
        ident = f"v{self._count:06}"
        category = None if matter else self._random.choice(["CJ", "ZX", "BC"])
        self._do(c.IssueNumber(visit=ident, token=ident, matter=matter, category=category))

    def _cancel(self) -> None:
        waiting = sorted(v.id for v in self._hall.visits.values() if v.stage is Stage.WAITING)
        if waiting:
            self._do(c.CancelVisit(visit=self._random.choice(waiting)))

    def _work(self, window: Window) -> None:
        visit = self._hall.in_hand(window)
        chance = self._random.random()
        if visit is None:
            self._call(window, chance)
        elif visit.stage is Stage.SERVING:
            self._serve(window, chance)
        elif chance < 0.1:
            self._do(c.Recall(window=window.no))
        elif chance < 0.2:
            self._do(c.MarkNoShow(window=window.no))
        elif chance < 0.9:
            self._do(c.StartService(window=window.no))
        else:
            self._finish(window.no)

    def _serve(self, window: Window, chance: float) -> None:
        if chance < 0.03:
            self._do(c.ParkVisit(window=window.no, reason="缺材料"))
        elif chance < 0.06:
            self._do(c.TransferVisit(window=window.no, to_category="ZX"))
        else:
            self._finish(window.no)
        if chance > 0.95:
            self._do(c.UndoPress(window=window.no))

    def _call(self, window: Window, chance: float) -> None:
        if chance < 0.02:
            self._do(c.PauseWindow(window=window.no, reason="休息"))
            self._do(c.OpenWindow(window=window.no, clerk=window.clerk or ""))
        waiting = sorted(v.number for v in self._hall.visits.values() if v.stage is Stage.WAITING)
        if chance < 0.05 and waiting:
            number = self._random.choice(waiting)
            self._do(c.CallNumber(window=window.no, number=number, reason="老人"))
        else:
            self._do(c.CallNext(window=window.no))
        if chance > 0.96:
            self._do(c.UndoPress(window=window.no))

    def _finish(self, no: int) -> None:
        self._do(c.FinishService(window=no))
        service = self._hall.windows[no].question
        if service is None:
            return
        for _ in range(self._random.choice([0, 0, 1, 1, 1, 2])):
            self._now += timedelta(seconds=self._random.randrange(4))
            level = self._random.choice([5, 5, 5, 4, 3, 2, 1])
            self._do(c.RateService(service=service, level=level, channel="tablet"))
