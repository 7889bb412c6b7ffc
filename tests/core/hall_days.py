"""Whole days of a hall on virtual time: a crowd, clerks, and the faults of people, by chance.

Everything follows from the seed. What is pressed twice, too late or at the wrong window is refused
and changes nothing; whoever took a number is served, leaves by their own choice, or is decided
about when the day closes. Some days begin in the evening, so that midnight passes in them; the
machine's clock is put forward and back; after some comes the next day, to which people come back.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from heapq import heappop, heappush
from random import Random

from hall.core import commands as c
from hall.core import events as e
from hall.core.apply import apply_all
from hall.core.choosing import upcoming
from hall.core.fairness import overtaking_bound_of
from hall.core.hall import Hall, Outcome, Visit, Window, WindowStatus
from hall.core.refusals import Refused
from hall.core.settings import NoShowPolicy, OrphanRule, Settings, VisitClass
from hall.core.stages import Stage
from hall.core.why import WhyKind
from tests.core.build import DAY, OFFER, Script, opening

HOUR_S = 3600.0
MATTERS = ("SS01", "SS01", "SS02", "BD01", "JS01")
CLASSES = (VisitClass.ORDINARY,) * 6 + (VisitClass.GREEN, VisitClass.APPOINTMENT)
PLANS: tuple[dict[int, tuple[str, ...]], ...] = (
    {1: ("SS",), 2: ("BD", "SS"), 3: ("JS", "CJ")},
    {1: ("SS", "BD", "JS"), 2: ("CJ", "JS")},
    {1: ("SS", "JS"), 2: ("SS",), 3: ("BD",), 4: ("CJ", "BD")},
)
SLACK_MIN = 0.001
STEPS_S = (-HOUR_S, -300.0, -1.0, 1.0, 300.0)
"""How far the machine's clock is put at once."""


@dataclass
class HallDay:
    """One day, played from its seed."""

    seed: int
    script: Script = field(default_factory=Script)
    trace: list[str] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.rng = Random(self.seed)
        self.agenda: list[tuple[float, int, Callable[[], object]]] = []
        self.planned = self.taken = self.visits = 0
        self.now_s = self.starts_s = self.rng.choice((0, 0, 12, 15)) * HOUR_S
        self.wrong_s = 0.0
        self.closes_s = self.starts_s + self.rng.choice((2, 4, 8)) * HOUR_S
        self.plan = self.rng.choice(PLANS)

    @property
    def hall(self) -> Hall:
        return self.script.hall

    def at(self, in_s: float, act: Callable[[], object]) -> None:
        """Let something happen later."""
        self.planned += 1
        heappush(self.agenda, (self.now_s + in_s, self.planned, act))

    def do(self, command: c.Command) -> bool:
        """Press, and now and then press twice; a refusal changes nothing."""
        done = self.press(command)
        if self.rng.random() < 0.08:
            self.press(command)
        return done

    def press(self, command: c.Command) -> bool:
        self.script.now_s = self.now_s + self.wrong_s
        self.trace.append(f"{self.script.now_s:.0f} {command}")
        before = self.hall
        try:
            events = self.script.do(command)
        except Refused as refusal:
            self.refused[refusal.code] += 1
            assert self.hall is before
            return False
        for event in events:
            if isinstance(event, e.VisitCalled):
                self.check_fair(event)
        return True

    def play(self) -> "HallDay":
        """The whole day, to its close; after some, the next."""
        self.play_day()
        self.visits = self.hall.order
        if self.rng.random() < 0.5:
            self.check()
            self.play_the_morrow()
            self.visits += self.hall.order
        return self

    def play_day(self) -> None:
        """A day with everything that happens in it."""
        settings = Settings(
            no_show_policy=self.rng.choice(list(NoShowPolicy)),
            orphan_category=OrphanRule.WARN,
            hard_maximum_wait_min=self.rng.choice((20, 45, 90)),
        )
        self.press(opening(settings=settings, plan=self.plan, day=DAY))
        for no in self.plan:
            self.at(self.rng.uniform(0, 600), partial(self.sit_down, no))
        for _ in range(self.rng.randint(20, 90)):
            self.at(self.rng.uniform(0, self.lasts_s), self.arrive)
        self.at(self.rng.uniform(0, self.lasts_s), self.rebalance)
        self.at(self.rng.uniform(0, 2 * self.lasts_s), self.step_the_clock)
        self.at(30, self.tick)
        self.at(self.lasts_s, partial(self.press, c.StopNumbers(reason="closing")))
        while self.hall.day is not None:
            self.now_s, _, act = heappop(self.agenda)
            act()

    @property
    def lasts_s(self) -> float:
        """From the first number to the last."""
        return self.closes_s - self.starts_s

    def play_the_morrow(self) -> None:
        """The next business day: who was given a code comes back, and is served first."""
        self.agenda.clear()
        self.now_s = max(self.now_s, 19 * HOUR_S) + self.rng.uniform(0, HOUR_S)
        self.press(opening(plan=self.plan, day=DAY + timedelta(days=1)))
        for code in sorted(self.hall.returns):
            self.taken += 1
            back = f"v{self.taken}"
            self.do(c.IssueNumber(visit=back, token=f"t{back}", return_code=code))
        self.arrive()
        for no in self.plan:
            self.do(c.OpenWindow(window=no, clerk=f"clerk{no}"))
            while self.press(c.CallNext(window=no)):
                self.now_s += self.rng.uniform(30, 600)
                self.press(c.FinishService(window=no, whole=True))
        self.close()

    def step_the_clock(self) -> None:
        """The machine's time is set anew; the hall's own never goes back."""
        self.wrong_s += self.rng.choice(STEPS_S)

    # --- the schedule and the manager ----------------------------------------------------------

    def tick(self) -> None:
        self.press(c.LetTimePass())
        if self.now_s > self.closes_s + 3 * HOUR_S or self.nobody_is_left():
            self.close()
        else:
            self.at(30, self.tick)

    def nobody_is_left(self) -> bool:
        late = self.now_s > self.closes_s
        return late and all(each.stage == Stage.ENDED for each in self.hall.visits.values())

    def close(self) -> None:
        going = [each for each in self.hall.visits.values() if each.stage != Stage.ENDED]
        waiting = [each.id for each in going if each.stage in {Stage.WAITING, Stage.PARKED}]
        codes = frozenset(visit for visit in waiting if self.rng.random() < 0.5)
        self.press(c.CloseDay(end_waiting=True, return_codes=codes, abandoned=True))

    def rebalance(self) -> None:
        no = self.rng.choice(list(self.plan))
        categories = tuple(self.rng.sample([rule.code for rule in OFFER.categories], 2))
        self.do(c.SetPlan(windows={no: categories}, reason="long line"))

    # --- citizens ------------------------------------------------------------------------------

    def arrive(self) -> None:
        self.taken += 1
        visit = f"v{self.taken}"
        more = tuple(self.rng.sample(("SS02", "BD01"), self.rng.choice((0, 0, 0, 1))))
        self.do(
            c.IssueNumber(
                visit=visit,
                token=f"t{visit}",
                matter=self.rng.choice(MATTERS),
                further=more,
                visit_class=self.rng.choice(CLASSES),
                needs=self.rng.choice(((), (), ("more_time",))),
            )
        )
        if self.rng.random() < 0.1:
            self.at(self.rng.uniform(60, 3000), lambda: self.change_mind(visit))

    def change_mind(self, visit: str) -> None:
        self.do(
            self.rng.choice(
                (
                    c.CancelVisit(visit=visit),
                    c.LetOthersPass(visit=visit, count=2),
                    c.ReportLate(visit=visit),
                )
            )
        )

    # --- clerks --------------------------------------------------------------------------------

    def sit_down(self, no: int) -> None:
        self.do(c.OpenWindow(window=no, clerk=f"clerk{no}"))
        self.at(5, lambda: self.work(no))

    def work(self, no: int) -> None:
        """Do what comes next at a window."""
        window = self.hall.windows[no]
        visit = self.hall.in_hand(window)
        if window.status == WindowStatus.CLOSED:
            self.sit_down(no)
        elif visit is None:
            self.call(window)
        elif visit.stage == Stage.CALLED:
            self.receive(window, visit)
        else:
            self.finish(window, visit)

    def call(self, window: Window) -> None:
        if window.status == WindowStatus.PAUSED:
            self.do(c.OpenWindow(window=window.no, clerk=f"clerk{window.no}"))
        parked = [v for v in self.hall.visits.values() if v.stage == Stage.PARKED and not v.missed]
        if parked and self.rng.random() < 0.5:
            self.do(c.ResumeVisit(window=window.no, number=parked[0].number))
        elif self.rng.random() < 0.03:
            self.do(c.PauseWindow(window=window.no, reason="tea"))
        elif self.rng.random() < 0.02:
            self.do(c.CloseWindow(window=window.no))
        else:
            self.do(c.CallNext(window=window.no))
        self.at(self.rng.uniform(10, 60), lambda: self.work(window.no))

    def receive(self, window: Window, visit: Visit) -> None:
        """The citizen comes, or is recalled and given up."""
        if self.rng.random() < 0.6:
            self.do(c.StartService(window=window.no))
        elif self.rng.random() < 0.1:
            self.do(c.UndoPress(window=window.no))
        elif self.rng.random() < 0.5:
            self.do(c.Recall(window=window.no))
        elif self.do(c.MarkNoShow(window=window.no)):
            self.at(self.rng.uniform(30, 900), lambda: self.come_after_all(visit.id))
        self.at(self.rng.uniform(20, 400), lambda: self.work(window.no))

    def come_after_all(self, visit: str) -> None:
        self.taken += 1
        new = f"v{self.taken}"
        self.do(c.ReportLate(visit=visit, new_visit=new, token=f"t{new}"))

    def finish(self, window: Window, visit: Visit) -> None:
        end = self.rng.random()
        if end < 0.08:
            self.do(c.ParkVisit(window=window.no, reason="copies"))
        elif end < 0.14:
            to = self.rng.choice([rule.code for rule in OFFER.categories])
            self.do(c.TransferVisit(window=window.no, to_category=to))
        elif end < 0.3:
            self.do(c.CallNext(window=window.no, finish_current=True))
        else:
            outcome = self.rng.choice((Outcome.DONE, Outcome.ACCEPTED, Outcome.MATERIALS_MISSING))
            self.do(c.FinishService(window=window.no, outcome=outcome))
            if visit.services and self.rng.random() < 0.5:
                self.do(c.RateService(service=visit.services[-1], level=self.rng.randint(1, 5)))
        self.at(self.rng.uniform(5, 300), lambda: self.work(window.no))

    # --- what must hold ------------------------------------------------------------------------

    def check_fair(self, called: e.VisitCalled) -> None:
        """Nobody whom the window could have called instead was overtaken beyond the bound."""
        if called.why is not None and called.why.kind == WhyKind.ASKED:
            return
        entered_at = self.hall.visits[called.visit].entered_at
        window = self.hall.windows[called.window]
        for waiting in upcoming(self.hall, window, called.at, 200):
            bound_min = overtaking_bound_of(self.hall.settings, waiting.visit_class)
            later_min = (entered_at - waiting.entered_at).total_seconds() / 60
            assert later_min <= bound_min + SLACK_MIN

    def check(self) -> None:
        """What must hold of a day that is over."""
        hall = self.hall
        assert hall.order == hall.ended == len(hall.visits)
        assert all(each.ending is not None for each in hall.visits.values())
        assert not hall.lines
        assert all(each.finished_at or each.withdrawn for each in hall.services.values())
        assert not any(each.visit or each.clerk for each in hall.windows.values())
        numbers = [each.number for each in hall.visits.values()]
        assert len(numbers) == len(set(numbers))
        self.check_numbers()
        assert apply_all(Hall(), tuple(self.script.journal)) == hall
        times = [each.at for each in self.script.journal]
        assert times == sorted(times)

    def check_numbers(self) -> None:
        """In each category one after the other, anew with the business day, not with the date."""
        given: Counter[str] = Counter()
        for event in self.script.journal:
            if isinstance(event, e.DayOpened):
                given.clear()
            if isinstance(event, e.VisitIssued):
                given[event.category] += 1
                assert event.ordinal == given[event.category]
