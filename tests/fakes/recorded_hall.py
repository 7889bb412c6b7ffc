"""A hall in memory whose events are written to a real store, so that pages can read records."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

from hall.controller.orders import Answer, Change
from hall.core import commands as c
from hall.core.settings import Settings
from hall.storage.rows import Entry
from hall.storage.store import Store
from tests.fakes.controller import FakeController
from tests.fakes.live_hall import order_of


@dataclass(slots=True)
class RecordedHall(FakeController):
    """Like the controller in memory, with journal and records on a file."""

    store: Store = field(default_factory=lambda: Store("sqlite://"))

    def __post_init__(self) -> None:
        FakeController.__post_init__(self)
        self._listeners.append(self._write)

    def _write(self, change: Change) -> None:
        day = f"{change.hall.last_day}"
        entries = [
            Entry(
                event=fact.event,
                day=day,
                by_kind=fact.by.kind,
                by_id=fact.by.id,
                command=fact.command,
            )
            for fact in change.facts
        ]
        self.store.append(entries, [])

    async def begin_day(self, settings: Settings | None = None) -> Answer:
        """Open the day, numbers at any hour."""
        premises = self.premises
        day = self.clock.at.date()
        opening = c.OpenDay(
            day=day,
            offer=replace(premises.offer(day), number_hours=()),
            settings=settings or Settings(),
            plan=premises.plan,
        )
        return await self.do(opening)

    async def next_day(self, days: int = 1) -> None:
        """Close the day and open a later one, at nine."""
        await self.do(c.CloseDay(end_waiting=True, abandoned=True))
        self.clock.at += timedelta(days=days)
        await self.begin_day()

    async def do(self, command: c.Command) -> Answer:
        """Have something happen in the hall, not by any page."""
        return await self.carry_out(order_of(command))

    async def serve(self, visit: str, window: int = 3, matter: str = "SS01") -> str:
        """Serve somebody from the number to the finish; gives the service's id."""
        hall = self.hall.windows[window]
        await self.do(c.IssueNumber(visit=visit, token=f"token-{visit}", matter=matter))
        if hall.clerk is None:
            await self.do(c.OpenWindow(window=window, clerk=f"clerk{window:02}"))
        await self.do(c.CallNext(window=window))
        await self.do(c.StartService(window=window))
        await self.do(c.FinishService(window=window))
        return self.hall.visits[visit].services[-1]


def recorded_hall(like: FakeController, folder: Path) -> RecordedHall:
    """A hall whose day is not open yet, with a store in a folder."""
    store = Store(f"sqlite:///{folder / 'hall.db'}")
    store.open()
    return RecordedHall(site=like.site, catalogue=like.catalogue, store=store)
