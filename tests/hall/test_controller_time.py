"""The hall clock, the days it opens and closes, and the measure of how late things are."""

import asyncio
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import pytest

from hall.controller.clock import HallClock
from hall.controller.daykeeper import DayKeeper
from hall.controller.editions import Editions
from hall.controller.health import WINDOW_S, Recent, watch_loop
from hall.core import commands as c
from hall.core import events as e
from hall.core.hall import Hall
from hall.core.settings import Settings
from tests.core.build import START
from tests.fakes.journal import Desk, MemoryJournal
from tests.fakes.switchboard import sample_premises
from tests.fakes.waiting import until

MONDAY = date(2026, 3, 2)
FRIDAY = date(2026, 3, 6)
ZONE = sample_premises().zone


def on(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment as people in the hall read it."""
    return datetime.combine(day, time(hour, minute), ZONE).astimezone(UTC)


class Machine:
    """A monotonic clock in the test's hand."""

    def __init__(self) -> None:
        self.now_s = 1_000.0

    def __call__(self) -> float:
        return self.now_s


# --- the clock ------------------------------------------------------------------------------------


def test_it_follows_the_machine_at_its_rate() -> None:
    """A demo's hour may take two minutes."""
    machine = Machine()
    clock = HallClock(START, rate=30, machine=machine)
    machine.now_s += 120
    assert clock.now() == START + timedelta(hours=1)


def test_a_new_rate_holds_from_now_on() -> None:
    """What has passed has passed: no jump, forth or back."""
    machine = Machine()
    clock = HallClock(START, rate=10, machine=machine)
    machine.now_s += 60
    clock.set_rate(1)
    assert clock.now() == START + timedelta(minutes=10)
    machine.now_s += 60
    assert clock.now() == START + timedelta(minutes=11)
    assert clock.rate == 1


def test_it_jumps_only_forward() -> None:
    """A demo leaves out the night; nothing ever happens again."""
    machine = Machine()
    clock = HallClock(START, machine=machine)
    clock.jump_to(START - timedelta(hours=1))
    assert clock.now() == START
    clock.jump_to(START + timedelta(hours=1))
    machine.now_s += 5
    assert clock.now() == START + timedelta(hours=1, seconds=5)


def test_it_never_goes_back() -> None:
    """Through any changes of rate and any jumps."""
    machine = Machine()
    clock = HallClock(START, machine=machine)
    seen = [clock.now()]
    for step in range(50):
        machine.now_s += 0.1 * step
        clock.set_rate(1 + step % 7)
        clock.jump_to(START + timedelta(seconds=20 * (step % 9)))
        seen.append(clock.now())
    assert seen == sorted(seen)


# --- days -----------------------------------------------------------------------------------------


class KeptHall:
    """A hall with a day keeper that looks at it when told to."""

    def __init__(
        self,
        now: datetime,
        *,
        demo: bool = False,
        journal: MemoryJournal | None = None,
        wall: Callable[[], datetime] | None = None,
    ) -> None:
        self.machine = Machine()
        self.clock = HallClock(now, machine=self.machine)
        self.keeper = DayKeeper(
            editions=Editions(sample_premises()),
            settings=Settings(),
            demo_starts=time(8, 25) if demo else None,
            wall=wall,
        )
        self.journal = journal or MemoryJournal()
        self.desk = Desk(self.journal)
        self.desk.now = self.clock.now  # type: ignore[method-assign]
        self.desk.writer = self.desk.restarted()

    @property
    def hall(self) -> Hall:
        """As it was last committed."""
        return self.desk.hall

    def look(self, at: datetime | None = None) -> None:
        """What the keeper orders now, carried out as one batch."""
        if at is not None:
            self.clock.jump_to(at)
        for result in self.desk.hand_in(*self.keeper.orders(self.hall, self.clock)):
            assert result.error is None

    def do(self, command: c.Command) -> None:
        assert self.desk.do(command).error is None

    def take(self, visit: str) -> None:
        self.do(c.IssueNumber(visit=visit, token=f"t{visit}", matter="SS01"))


def test_a_working_day_is_opened_once() -> None:
    """With the plan the hall is built with and the hours in which numbers are given."""
    kept = KeptHall(on(MONDAY, 6))
    kept.look()
    assert kept.hall.day == MONDAY
    assert kept.hall.windows[3].categories == ("SS",)
    kept.look(on(MONDAY, 23))
    assert kept.desk.journal.seq == 1


def test_after_midnight_it_is_still_the_day_before() -> None:
    """The day rolls over at its hour, and numbers go on until then."""
    kept = KeptHall(on(MONDAY, 9))
    kept.look()
    kept.look(on(MONDAY + timedelta(days=1), 3, 59))
    assert kept.hall.day == MONDAY
    kept.look(on(MONDAY + timedelta(days=1), 4))
    assert kept.hall.day == MONDAY + timedelta(days=1)


def test_changed_rules_stay_in_force_on_the_days_after() -> None:
    """What somebody has changed is not undone by the night."""
    kept = KeptHall(on(MONDAY, 9))
    kept.look()
    kept.do(c.ChangeSettings(settings=Settings(recall_limit=7), reason="tried"))
    kept.look(on(MONDAY + timedelta(days=1), 9))
    assert kept.hall.settings.recall_limit == 7


def test_numbers_begin_anew_with_the_day() -> None:
    """By the stored business day."""
    kept = KeptHall(on(MONDAY, 9))
    kept.look()
    kept.take("v1")
    tuesday = MONDAY + timedelta(days=1)
    kept.look(on(tuesday, 9))
    kept.take("v2")
    assert kept.hall.visits["v2"].number == "C001"


def test_a_day_left_open_is_closed_properly() -> None:
    """Who was not served was not reached, called or not; windows are closed."""
    kept = KeptHall(on(MONDAY, 9))
    kept.look()
    for visit in ("v1", "v2"):
        kept.take(visit)
    kept.do(c.OpenWindow(window=3, clerk="ann"))
    kept.do(c.CallNext(window=3))
    events = kept.desk.told
    kept.look(on(MONDAY + timedelta(days=1), 5))
    journal = kept.journal
    kinds = [type(each).__name__ for each in journal.events[len(events) :]]
    assert kinds[-2:] == ["DayClosed", "DayOpened"]
    assert "WindowClosed" in kinds
    ends = {each.visit for each in journal.events if isinstance(each, e.VisitNotReached)}
    assert ends == {"v1", "v2"}
    assert kept.hall.order == 0
    assert {each.entry.by_kind for each in journal.rows[len(events) :]} == {"schedule"}


def test_a_day_that_a_person_closed_stays_closed() -> None:
    """The hall does not open again by itself what somebody ended; the next day it does."""
    kept = KeptHall(on(MONDAY, 9))
    kept.look()
    kept.do(c.CloseDay())
    kept.look(on(MONDAY, 17))
    assert kept.hall.day is None
    kept.look(on(MONDAY + timedelta(days=1), 8))
    assert kept.hall.day == MONDAY + timedelta(days=1)


def test_a_day_left_open_over_the_weekend_is_closed_and_none_is_opened() -> None:
    """On a day off no numbers are given; on Monday they are again."""
    kept = KeptHall(on(FRIDAY, 9))
    kept.look()
    kept.look(on(FRIDAY + timedelta(days=1), 9))
    assert (kept.hall.day, kept.hall.last_day) == (None, FRIDAY)
    kept.look(on(FRIDAY + timedelta(days=3), 8))
    assert kept.hall.day == FRIDAY + timedelta(days=3)


def test_a_hall_that_was_off_for_days_opens_today() -> None:
    """Nothing is made up for the days between."""
    kept = KeptHall(on(MONDAY, 9))
    kept.look()
    journal = kept.journal
    later = KeptHall(on(FRIDAY, 9), journal=journal)
    later.look()
    assert later.hall.day == FRIDAY
    assert sum(isinstance(each, e.DayOpened) for each in journal.events) == 2


def test_a_clock_that_was_set_right_counts_from_the_next_day_on() -> None:
    """In the middle of a day the hall's time does not jump; between days it is put forward."""
    wall = [on(MONDAY, 9)]
    kept = KeptHall(on(MONDAY, 9), wall=lambda: wall[0])
    kept.look()
    wall[0] = on(MONDAY, 11)
    kept.look()
    assert kept.clock.now() == on(MONDAY, 9)
    kept.do(c.CloseDay())
    kept.look()
    assert kept.clock.now() == on(MONDAY, 11)
    wall[0] = on(MONDAY, 7)
    kept.look()
    assert kept.clock.now() == on(MONDAY, 11), "never back"
    kept.machine.now_s += 24 * 3600 - 60
    wall[0] = on(MONDAY + timedelta(days=1), 11, 5)
    kept.look()
    assert kept.clock.now() == wall[0]
    assert kept.hall.day == MONDAY + timedelta(days=1)


def test_a_step_of_the_wall_clock_reorders_nothing() -> None:
    """The clock goes on from the last event: order and waits are as they were."""
    kept = KeptHall(on(MONDAY, 9))
    kept.look()
    kept.take("v1")
    journal = kept.journal
    stepped_back = KeptHall(on(MONDAY, 7), journal=journal)
    stepped_back.look()
    stepped_back.take("v2")
    visits = stepped_back.hall.visits
    assert visits["v1"].issued_at == visits["v2"].issued_at == on(MONDAY, 9)
    assert visits["v1"].order < visits["v2"].order
    stepped_back.do(c.OpenWindow(window=3, clerk="ann"))
    stepped_back.do(c.CallNext(window=3))
    (called,) = [each for each in journal.events if isinstance(each, e.VisitCalled)]
    assert (called.visit, called.wait_s) == ("v1", 0.0)


def test_a_demo_leaves_out_the_night() -> None:
    """When everybody has gone, its next day begins, on a working day."""
    kept = KeptHall(on(FRIDAY, 9), demo=True)
    kept.look()
    kept.look(on(FRIDAY, 17, 31))
    monday = FRIDAY + timedelta(days=3)
    assert kept.hall.day == monday
    assert kept.clock.now() == on(monday, 8, 25)


def test_a_demo_waits_for_who_is_still_there() -> None:
    """Up to a point: then it ends the day as a roll-over does."""
    kept = KeptHall(on(FRIDAY, 9), demo=True)
    kept.look()
    kept.take("v1")
    kept.look(on(FRIDAY, 17, 31))
    assert kept.hall.day == FRIDAY
    kept.look(on(FRIDAY, 20, 1))
    assert kept.hall.day != FRIDAY
    journal = kept.journal
    assert any(isinstance(each, e.VisitNotReached) for each in journal.events)


@pytest.mark.parametrize(("now", "day"), [(FRIDAY, FRIDAY), (date(2026, 3, 7), date(2026, 3, 9))])
def test_a_demo_without_a_past_begins_on_a_working_day(now: date, day: date) -> None:
    """At its hour in the hall's zone."""
    keeper = KeptHall(on(now, 12), demo=True).keeper
    assert keeper.first_start(on(now, 12)) == on(day, 8, 25)


def test_the_schedule_is_named_in_the_journal() -> None:
    """What the clock has done can be told from what people did."""
    desk = Desk()
    (order_,) = KeptHall(on(MONDAY, 6)).keeper.orders(Hall(), HallClock(on(MONDAY, 6)))
    assert (order_.by.kind, order_.id) == ("schedule", "day/open/2026-03-02")
    desk.hand_in(order_)
    assert [each.entry.by_id for each in desk.journal.open_day()] == ["controller"]
    assert desk.journal.answers("2026-03-02") == []


# --- how late -------------------------------------------------------------------------------------


def test_recent_times_are_those_of_the_last_minute() -> None:
    """Count, mean and worst; what is older is forgotten."""
    machine = Machine()
    recent = Recent(machine)
    assert (recent.spread.count, recent.spread.worst_ms) == (0, 0.0)
    recent.add(0.5)
    machine.now_s += WINDOW_S - 1
    for taken_s in (0.001, 0.003):
        recent.add(taken_s)
    assert recent.spread.worst_ms == 500.0
    assert recent.spread.count == 3
    machine.now_s += 1
    spread = recent.spread
    assert (spread.count, spread.mean_ms, spread.worst_ms) == (2, 2.0, 3.0)


def test_the_loops_lag_is_measured() -> None:
    """As long as it runs, and no longer."""
    lag = Recent()

    async def run() -> None:
        watch = asyncio.create_task(watch_loop(lag))
        await asyncio.to_thread(until, lambda: lag.spread.count >= 2, "it was measured twice")
        watch.cancel()

    asyncio.run(run())
    assert lag.spread.worst_ms >= lag.spread.mean_ms >= 0
