"""All simulated people of a hall, day by day.

What must not live here: ports and clocks; the hall's time and what is seen of it are arguments.
"""

from collections.abc import Iterator
from datetime import date, datetime
from random import Random
from typing import Final

from hall.bus.messages import SiteView
from hall.bus.topics import Kind
from simulators.crowd.actions import Action
from simulators.crowd.bookers import Bookers, bookers_of
from simulators.crowd.citizens import Citizens, Day
from simulators.crowd.clerks import Clerk
from simulators.crowd.people import Person
from simulators.crowd.raters import Raters
from simulators.crowd.scenario import Scenario
from simulators.crowd.world import World

_LAST_WORKDAY: Final = 5


class Crowd:
    """The people of one scenario; the same seed makes the same people.

    `taken_kiosks` have screens of their own, and are left to them while there are others. A
    window in `played_pads` has a visitor as its clerk, one in `played_raters` a visitor before its
    rating pad.
    """

    def __init__(
        self,
        scenario: Scenario,
        seed: int,
        *,
        some_wait: bool = True,
        taken_kiosks: frozenset[str] = frozenset(),
    ) -> None:
        """`some_wait`: on the first day, those come at once who wait when the scenario begins."""
        self.scenario = scenario
        self.played_pads: set[int] = set()
        self.played_raters: set[int] = set()
        self._seed = seed
        self._some_wait = some_wait
        self._taken_kiosks = taken_kiosks
        self._date: date | None = None
        self._citizens: Citizens | None = None
        self._bookers = Bookers()
        self._clerks: list[Clerk] = []
        self._raters = Raters()
        self._last_at: dict[int, str] = {}

    def tick(self, now: datetime, world: World) -> list[Action]:
        """What people do now; nothing before the hall is known, and on weekends."""
        if world.site is None or not world.complete:
            return []
        local = now.astimezone(world.zone)
        if local.date() != self._date:
            self._begin_day(now, world.site, world)
        if self._citizens is None or local.isoweekday() > _LAST_WORKDAY:
            return []
        self._look_at_windows(world)
        return list(self._act(now, world, self._citizens))

    def _act(self, now: datetime, world: World, citizens: Citizens) -> Iterator[Action]:
        yield from citizens.tick(now, world)
        yield from self._bookers.tick(now, world)
        for clerk in self._clerks:
            if clerk.window in self.played_pads:
                continue
            action = clerk.act(now, world, citizens.person_of)
            if action is not None:
                yield action
        for press in self._raters.tick(now, world, self._person_at):
            if press.window not in self.played_raters:
                yield press

    def _begin_day(self, now: datetime, site: SiteView, world: World) -> None:
        self._date = now.astimezone(world.zone).date()
        kiosks = tuple(each.id for each in site.devices if each.kind == Kind.KIOSK)
        left = tuple(each for each in kiosks if each not in self._taken_kiosks)
        day = Day(
            seed=self._seed,
            scenario=self.scenario,
            date=self._date,
            zone=world.zone,
            kiosks=left or kiosks,
        )
        self._citizens = Citizens(day, world, since=now, some_wait=self._some_wait)
        self._some_wait = True
        self._bookers = Bookers(bookers_of(day, since=now))
        self._clerks = list(_clerks(day, site, world))
        self._last_at.clear()

    def _look_at_windows(self, world: World) -> None:
        for no, view in world.windows.items():
            if view.in_hand is not None:
                self._last_at[no] = view.in_hand.visit

    def _person_at(self, window: int) -> Person | None:
        visit = self._last_at.get(window)
        return self._citizens.person_of(visit) if self._citizens and visit else None


def _clerks(day: Day, site: SiteView, world: World) -> Iterator[Clerk]:
    """One clerk a window; windows of one category take turns at lunch."""
    habits = day.scenario.clerks
    seen: dict[str, int] = {}
    for card in site.windows:
        view = world.windows.get(card.window)
        category = view.categories[0] if view and view.categories else card.area
        turn = seen[category] = seen.get(category, -1) + 1
        yield Clerk(
            card.window,
            day.scenario,
            habits.lunches[turn % len(habits.lunches)],
            Random(f"{day.name}/clerk-{card.window}"),
        )
