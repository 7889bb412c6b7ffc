"""The clerks: one for each window, with nothing but the calling pad and what the window shows.

A clerk looks at the window and does the next thing; little is remembered, so that a clerk who has
just come, or whose window somebody else has used, goes on from what stands there. What must not
live here: how a key reaches the hall.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random
from typing import Final

from hall.bus.messages import Key, Stage, VisitInHand, WindowStatus, WindowView
from simulators.crowd.actions import Action, CloseWindow, OpenWindow, PressPad
from simulators.crowd.people import Person, lasting_s, service_s
from simulators.crowd.scenario import Clerks, Scenario, Sitting
from simulators.crowd.world import World

PersonOf = Callable[[str], Person]

_RECALLS: Final = 3
_LUNCH_WAITS: Final = timedelta(minutes=30)
"""How long a clerk puts lunch off while people wait."""
_SHORT_PAUSE: Final = timedelta(minutes=5)
_NO_SHOW_TRIED: Final = timedelta(minutes=1)
"""After this a start that somebody keyed for an absent person is finished instead."""
_NOTICES_S: Final = (2.0, 12.0)
_PATIENCE_S: Final = 8.0
"""How long a clerk waits for an effect before trying again; longer when the hall clock races."""
_REAL_PATIENCE_S: Final = 2.0


@dataclass(slots=True)
class _AtHand:
    """What a clerk remembers of the visit in hand."""

    visit: str
    calls: int
    last_call_at: datetime


Situation = tuple[WindowStatus, str | None, Stage | None, int]
"""What a clerk's act is meant to change."""


def _situation(view: WindowView) -> Situation:
    visit = view.in_hand
    if visit is None:
        return (view.status, None, None, 0)
    return (view.status, visit.visit, visit.stage, visit.calls)


class Clerk:
    """The clerk of one window, on one day."""

    def __init__(self, window: int, scenario: Scenario, sitting: Sitting, rng: Random) -> None:
        habits = scenario.clerks
        self.window = window
        self._name = f"clerk{window:02}"
        self._scenario = scenario
        self._habits: Clerks = habits
        self._lunch_at, self._lunch_until = sitting
        self._rng = rng
        self._pace = math.exp(rng.gauss() * habits.pace_spread_pct / 100)
        self._late = timedelta(seconds=lasting_s(habits.sign_in_min, rng.gauss()))
        self._had_lunch = False
        self._back_at: datetime | None = None
        self._ready_at: datetime | None = None
        self._hand: _AtHand | None = None
        self._acted: tuple[Situation, datetime] | None = None

    def act(self, now: datetime, world: World, person_of: PersonOf) -> Action | None:
        """The next thing to do; nothing while the last one has yet to show an effect."""
        view = world.windows.get(self.window)
        if view is None or self._awaits_effect(view, now, world):
            return None
        action = self._next(view, now, world, person_of)
        self._acted = (_situation(view), now) if action else None
        return action

    def _awaits_effect(self, view: WindowView, now: datetime, world: World) -> bool:
        if self._acted is None or self._acted[0] != _situation(view):
            return False
        patience_s = max(_PATIENCE_S, _REAL_PATIENCE_S * world.rate)
        return now < self._acted[1] + timedelta(seconds=patience_s)

    def _next(
        self, view: WindowView, now: datetime, world: World, person_of: PersonOf
    ) -> Action | None:
        if view.status is WindowStatus.OPEN:
            self._back_at = None
            key = self._at_window(view, now, world, person_of)
            if key is None and self._goes_home(view, now, world):
                return CloseWindow(window=self.window)
            return PressPad(window=self.window, key=key) if key else None
        return self._sit_down(view, now, world)

    def _sit_down(self, view: WindowView, now: datetime, world: World) -> Action | None:
        """Come in the morning, or back from a pause."""
        if view.status is WindowStatus.PAUSED and now < self._pause_ends(now, world):
            return None
        if view.status is WindowStatus.CLOSED and not self._on_duty(now, world):
            return None
        return OpenWindow(window=self.window, clerk=view.clerk or self._name)

    def _pause_ends(self, now: datetime, world: World) -> datetime:
        if self._back_at is None:
            at_lunch = self._is_lunch(now.astimezone(world.zone).time())
            self._back_at = now + (self._lunch_lasts if at_lunch else _SHORT_PAUSE)
        return self._back_at

    @property
    def _lunch_lasts(self) -> timedelta:
        begin, end = self._lunch_at, self._lunch_until
        return timedelta(hours=end.hour - begin.hour, minutes=end.minute - begin.minute)

    def _is_lunch(self, local: time) -> bool:
        return self._lunch_at <= local < self._lunch_until

    def _on_duty(self, now: datetime, world: World) -> bool:
        local = now.astimezone(world.zone)
        start = datetime.combine(local.date(), self._scenario.starts_at, world.zone)
        return start + self._late <= local and local.time() < self._habits.day_ends

    def _goes_home(self, view: WindowView, now: datetime, world: World) -> bool:
        local = now.astimezone(world.zone).time()
        return not view.waiting and view.in_hand is None and local >= self._habits.day_ends

    def _at_window(
        self, view: WindowView, now: datetime, world: World, person_of: PersonOf
    ) -> Key | None:
        if view.in_hand is not None:
            return self._with(view.in_hand, now, world, person_of)
        if self._hand is not None or not view.waiting or self._ready_at is None:
            had_visit, self._hand = self._hand is not None, None
            self._ready_at = now + self._pauses(after_visit=had_visit)
        if self._goes_to_lunch(view, now, world):
            self._had_lunch = True
            return Key.PAUSE
        return Key.CALL if view.waiting and now >= self._ready_at else None

    def _pauses(self, *, after_visit: bool) -> timedelta:
        """Before the next call: to clear the counter, or to notice that somebody waits."""
        if after_visit:
            return timedelta(seconds=lasting_s(self._habits.between_min, self._rng.gauss()))
        return timedelta(seconds=self._rng.uniform(*_NOTICES_S))

    def _goes_to_lunch(self, view: WindowView, now: datetime, world: World) -> bool:
        local = now.astimezone(world.zone)
        if self._had_lunch or not self._is_lunch(local.time()):
            return False
        begins = datetime.combine(local.date(), self._lunch_at, world.zone)
        return not view.waiting or local >= begins + _LUNCH_WAITS

    def _with(
        self, visit: VisitInHand, now: datetime, world: World, person_of: PersonOf
    ) -> Key | None:
        """Wait for the person, serve, and let go; call again, or give up, when nobody comes."""
        hand = self._look_at(visit, now)
        person = person_of(visit.visit)
        comes = person.comes((visit.called_at - visit.issued_at).total_seconds())
        here_at = visit.called_at + timedelta(seconds=person.walk_s)
        if comes and now >= here_at:
            begins = max(here_at, visit.started_at or here_at)
            lasts_s = service_s(person, visit, world, self._scenario.citizens) * self._pace
            return Key.RATE if now >= begins + timedelta(seconds=lasts_s) else None
        gives_up = visit.called_at + timedelta(seconds=self._habits.no_show_after_s)
        if not comes and now >= gives_up:
            return Key.NO_SHOW if now < gives_up + _NO_SHOW_TRIED else Key.RATE
        return Key.RECALL if self._calls_again(visit, hand, now) else None

    def _look_at(self, visit: VisitInHand, now: datetime) -> _AtHand:
        if self._hand is None or self._hand.visit != visit.visit:
            self._hand = _AtHand(visit.visit, visit.calls, visit.called_at)
        if self._hand.calls != visit.calls:
            self._hand.calls, self._hand.last_call_at = visit.calls, now
        return self._hand

    def _calls_again(self, visit: VisitInHand, hand: _AtHand, now: datetime) -> bool:
        if visit.stage is not Stage.CALLED or visit.calls > _RECALLS:
            return False
        return now >= hand.last_call_at + timedelta(seconds=self._habits.recall_every_s)
