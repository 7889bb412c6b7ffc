"""Opens and closes business days by the hall clock; gives orders, does nothing itself. Pure.

A day begins at the roll-over hour of a working day. The clock ends nobody who waits while the hall
works; at the roll-over a day that was left open is closed properly: who waits was not reached, and
what was left in hand is finished by the schedule, which the journal shows. A demo leaves out the
night, and begins on a working day.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from typing import Final

from hall.controller.clock import HallClock
from hall.controller.editions import Editions
from hall.controller.orders import SCHEDULE, Order
from hall.controller.premises import Premises
from hall.core.commands import CloseDay, Command, OpenDay
from hall.core.hall import Hall
from hall.core.settings import Settings

_SHUT_AFTER: Final = timedelta(minutes=30)
_SHUT_ANYWAY_AFTER: Final = timedelta(hours=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayKeeper:
    """When days begin and end; `demo_starts` is when a demo's days begin, None in a hall.

    `wall` is the machine's clock, None in a demo: the hall's clock is put forward to it between
    days, so that a machine that was started with a wrong time is right again the next morning.
    """

    editions: Editions
    settings: Settings
    roll_over_hour: int = 4
    demo_starts: clock_time | None = None
    wall: Callable[[], datetime] | None = None

    @property
    def premises(self) -> Premises:
        """The hall as it is built; days and hours are the same under every catalogue."""
        return self.editions.first

    def orders(self, hall: Hall, clock: HallClock) -> Iterator[Order]:
        """What is to be done now; a demo's clock is moved on over the night."""
        now = clock.now()
        if self.demo_starts is not None and self._is_over(hall, now):
            clock.jump_to(self.next_start(now))
            now = clock.now()
        today = self.premises.business_day(now, self.roll_over_hour)
        if self.wall is not None and (hall.day is None or hall.day < today):
            clock.jump_to(self.wall())
            now = clock.now()
            today = self.premises.business_day(now, self.roll_over_hour)
        if hall.day is not None and self.is_left_over(hall, now):
            yield self._order(f"close/{hall.day}", CloseDay(end_waiting=True, abandoned=True))
        if hall.last_day is not None and hall.last_day >= today:
            return  # it is open, or a person has closed it
        if self.premises.is_working_day(today):
            yield self._order(f"open/{today}", self._open(hall, today, now))

    def is_left_over(self, hall: Hall, now: datetime) -> bool:
        """Whether a day is open that should have been closed by now, as after a crash."""
        today = self.premises.business_day(now, self.roll_over_hour)
        return hall.day is not None and hall.day < today

    def first_start(self, now: datetime) -> datetime:
        """When a demo begins that has no past: the start of a working day."""
        return self._start_on(self._working_day(now.astimezone(self.premises.zone).date()))

    def next_start(self, now: datetime) -> datetime:
        """When a demo's next day begins."""
        return self._start_on(
            self._working_day(now.astimezone(self.premises.zone).date() + timedelta(days=1))
        )

    def _working_day(self, day: date) -> date:
        while not self.premises.is_working_day(day):
            day += timedelta(days=1)
        return day

    def _start_on(self, day: date) -> datetime:
        starts = self.demo_starts or clock_time(8, 25)
        return datetime.combine(day, starts, self.premises.zone).astimezone(UTC)

    def _is_over(self, hall: Hall, now: datetime) -> bool:
        """Whether a demo's day has nothing more to show."""
        if hall.day is None:
            return False
        closes = datetime.combine(hall.day, self.premises.site.hours[-1].closes, self.premises.zone)
        going = hall.order - hall.ended
        return now > closes + (_SHUT_ANYWAY_AFTER if going else _SHUT_AFTER)

    def _open(self, hall: Hall, today: date, now: datetime) -> OpenDay:
        """The rules are those of the last day, as people changed them; the first day's are ours."""
        premises = self.editions.on(today)
        tides = premises.tides(today)
        return OpenDay(
            day=today,
            offer=premises.offer(today),
            settings=hall.settings if hall.last_day else self.settings,
            plan=premises.plan,
            tides=tuple(each for each in tides if each.ends_at is None or each.ends_at > now),
        )

    def _order(self, name: str, command: Command) -> Order:
        return Order(
            id=f"day/{name}",
            fingerprint=name,
            by=SCHEDULE,
            make=lambda _hall, _now: command,
        )
