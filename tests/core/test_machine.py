"""Any sequence of commands, in the core and in a naive model of it, and what must always hold."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from hall.core import commands as c
from hall.core import events as e
from hall.core.apply import apply, apply_all
from hall.core.choosing import upcoming
from hall.core.decide import decide
from hall.core.hall import Hall, Outcome
from hall.core.refusals import Refused
from hall.core.settings import ClassRule, Settings, VisitClass
from hall.core.stages import AFTER, Stage
from tests.core.build import DAY, OFFER, PLAN, START
from tests.core.naive import NaiveHall

GAPS_S = st.sampled_from([0, 0, 1, 5, 10, 30, 45, 60, 300, 1200])
WINDOWS = st.sampled_from([1, 1, 2, 2, 3, 9])
CLERKS = st.sampled_from(["ann", "bo", "cy"])
MATTERS = st.sampled_from(["SS01", "SS02", "BD01", "JS01", "XX"])
CATEGORIES = st.sampled_from(["CJ", "SS", "XX"])
CLASSES = st.sampled_from(list(VisitClass))
PLANS = st.dictionaries(
    WINDOWS,
    st.lists(st.sampled_from(["SS", "BD", "JS", "CJ", "XX"]), unique=True, max_size=3).map(tuple),
    max_size=2,
)
SETTINGS = Settings(
    daily_maximum=8,
    recall_limit=1,
    class_rules={
        VisitClass.ORDINARY: ClassRule(),
        VisitClass.APPOINTMENT: ClassRule(head_start_min=20),
        VisitClass.GREEN: ClassRule(rate=1.6, head_start_min=5),
        VisitClass.RETURN: ClassRule(head_start_min=30),
    },
)


class HallMachine(RuleBasedStateMachine):
    """Plays each command in both halls; a refusal must have the same code in both."""

    def __init__(self) -> None:
        super().__init__()
        self.hall = Hall()
        self.naive = NaiveHall()
        self.journal: list[e.Event] = []
        self.now = START
        self.taken = 0

    def both(self, command: c.Command) -> None:
        """Carry out one command in both halls and compare how it went."""
        before = self.hall
        refused: str | None = None
        try:
            events = decide(self.hall, command, self.now)
        except Refused as refusal:
            refused, events = refusal.code, ()
        for event in events:
            after = apply(self.hall, event)
            self.check_stages(self.hall, after)
            self.hall = after
        self.journal.extend(events)
        assert self.naive.do(command, self.now) == refused, command
        assert refused is None or self.hall is before

    def check_stages(self, before: Hall, after: Hall) -> None:
        """Stages change along the declared table alone."""
        allowed = {(stage, then) for (stage, _), then in AFTER.items()}
        for visit in before.visits.values():
            then = after.visits.get(visit.id)
            if then is not None and then.stage != visit.stage:
                assert (visit.stage, then.stage) in allowed

    def some(self, index: int, ids: list[str]) -> str:
        return ids[index % len(ids)] if ids else "nobody"

    def begin(self, day: date) -> None:
        """Open a day as a hall would: clerks sit down, and people already stand in line."""
        self.both(c.OpenDay(day=day, offer=OFFER, settings=SETTINGS, plan=PLAN))
        for window, clerk in ((1, "ann"), (2, "bo"), (3, "cy")):
            self.both(c.OpenWindow(window=window, clerk=clerk))
        for matter in ("SS01", "BD01", "SS02", "JS01"):
            self.take_number(matter, VisitClass.ORDINARY, 20)

    @initialize()
    def open_day(self) -> None:
        self.begin(DAY)

    @rule(window=st.sampled_from([1, 2, 3]), gap=GAPS_S, well=st.booleans())
    def work(self, window: int, gap: int, *, well: bool) -> None:
        """Do what a clerk does next, so that visits come through and not only commands."""
        self.now += timedelta(seconds=gap)
        visit = self.hall.in_hand(self.hall.windows[window])
        if visit is None:
            self.both(c.CallNext(window=window))
        elif visit.stage == Stage.CALLED:
            self.both(c.StartService(window=window) if well else c.MarkNoShow(window=window))
        else:
            self.both(c.FinishService(window=window, ask_rating=well))

    @rule(matter=MATTERS, each=CLASSES, gap=GAPS_S)
    def take_number(self, matter: str, each: VisitClass, gap: int) -> None:
        self.now += timedelta(seconds=gap)
        self.taken += 1
        visit = f"v{self.taken}"
        self.both(c.IssueNumber(visit=visit, token=f"t{visit}", matter=matter, visit_class=each))

    @rule(category=CATEGORIES, repeated=st.booleans())
    def ask_for_category(self, category: str, *, repeated: bool) -> None:
        self.taken += not repeated
        visit = f"v{self.taken}"
        self.both(c.IssueNumber(visit=visit, token=f"t{visit}", category=category))

    @rule(window=WINDOWS, finish=st.booleans())
    def call_next(self, window: int, *, finish: bool) -> None:
        self.both(c.CallNext(window=window, finish_current=finish))

    @rule(window=WINDOWS, index=st.integers(0, 20), reason=st.sampled_from(["", "asked"]))
    def call_number(self, window: int, index: int, reason: str) -> None:
        number = self.some(index, sorted(self.hall.numbers))
        self.both(c.CallNumber(window=window, number=number, reason=reason))

    @rule(window=WINDOWS, gap=GAPS_S)
    def recall(self, window: int, gap: int) -> None:
        self.now += timedelta(seconds=gap)
        self.both(c.Recall(window=window))

    @rule(window=WINDOWS)
    def start(self, window: int) -> None:
        self.both(c.StartService(window=window))

    @rule(window=WINDOWS, asked=st.booleans(), gap=GAPS_S)
    def finish(self, window: int, gap: int, *, asked: bool) -> None:
        self.now += timedelta(seconds=gap)
        self.both(c.FinishService(window=window, outcome=Outcome.DONE, ask_rating=asked))

    @rule(window=WINDOWS, gap=GAPS_S)
    def mark_no_show(self, window: int, gap: int) -> None:
        self.now += timedelta(seconds=gap)
        self.both(c.MarkNoShow(window=window))

    @rule(index=st.integers(0, 20))
    def cancel(self, index: int) -> None:
        self.both(c.CancelVisit(visit=self.some(index, sorted(self.hall.visits))))

    @rule(index=st.integers(0, 20), level=st.integers(0, 6), pad=st.booleans())
    def rate(self, index: int, level: int, *, pad: bool) -> None:
        service = self.some(index, sorted(self.hall.services))
        self.both(c.RateService(service=service, level=level, question_only=pad))

    @rule(window=WINDOWS, clerk=CLERKS)
    def open_window(self, window: int, clerk: str) -> None:
        self.both(c.OpenWindow(window=window, clerk=clerk))

    @rule(window=WINDOWS)
    def pause_window(self, window: int) -> None:
        self.both(c.PauseWindow(window=window, reason="tea"))

    @rule(window=WINDOWS)
    def close_window(self, window: int) -> None:
        self.both(c.CloseWindow(window=window))

    @rule(windows=PLANS, reason=st.sampled_from(["", "long wait"]))
    def set_plan(self, windows: dict[int, tuple[str, ...]], reason: str) -> None:
        self.both(c.SetPlan(windows=windows, reason=reason))

    @rule(gap=GAPS_S)
    def let_time_pass(self, gap: int) -> None:
        self.now += timedelta(seconds=gap)
        self.both(c.LetTimePass())

    @precondition(lambda self: self.taken % 7 == 0)
    @rule(end=st.booleans(), days=st.sampled_from([1, 0, -1]))
    def close_and_open(self, days: int, *, end: bool) -> None:
        self.both(c.CloseDay(end_waiting=end))
        day = (self.hall.last_day or DAY) + timedelta(days=days)
        self.now += timedelta(days=max(days, 0))
        self.begin(day)

    @invariant()
    def both_halls_are_alike(self) -> None:
        people = {each.id: each for each in self.naive.people}
        assert set(people) == set(self.hall.visits)
        for visit in self.hall.visits.values():
            person = people[visit.id]
            assert (visit.number, visit.category, str(visit.stage), visit.ending) == (
                person.number,
                person.category,
                person.stage,
                person.ending,
            )
            assert list(visit.services) == person.services
        for counter in self.naive.counters:
            window = self.hall.windows[counter.no]
            in_hand = self.naive.in_hand(counter)
            assert (window.status, window.clerk) == (counter.status, counter.clerk)
            assert window.visit == (in_hand.id if in_hand else None)
            assert window.question == counter.question
            assert list(window.categories) == counter.categories
        ratings = {each.id: each.level for each in self.naive.servings}
        assert ratings == {
            each.id: each.rating.level if each.rating else None
            for each in self.hall.services.values()
        }

    @invariant()
    def both_halls_would_call_alike(self) -> None:
        self.naive.now = self.now
        for counter in self.naive.counters:
            window = self.hall.windows[counter.no]
            seen = upcoming(self.hall, window, self.now, 4)
            assert [each.id for each in seen] == [
                each.id for each in self.naive.ranked(counter)[:4]
            ]

    @invariant()
    def everybody_is_somewhere(self) -> None:
        stages = Counter(visit.stage for visit in self.hall.visits.values())
        assert self.hall.order == stages.total()
        assert self.hall.ended == stages[Stage.ENDED]
        in_lines = [key[2] for line in self.hall.lines.values() for key in line]
        assert len(in_lines) == len(set(in_lines)) == stages[Stage.WAITING]

    @invariant()
    def everybody_is_at_one_place(self) -> None:
        for visit in self.hall.visits.values():
            at = [w.no for w in self.hall.windows.values() if w.visit == visit.id]
            in_hand = visit.stage in {Stage.CALLED, Stage.SERVING}
            assert at == ([visit.window] if in_hand else [])
            assert (visit.service is not None) == (visit.stage == Stage.SERVING)
        clerks = [w.clerk for w in self.hall.windows.values() if w.clerk]
        assert len(clerks) == len(set(clerks))
        assert dict(self.hall.clerks) == {
            w.clerk: w.no for w in self.hall.windows.values() if w.clerk
        }

    @invariant()
    def no_number_is_given_twice(self) -> None:
        day: Any = None
        seen: set[tuple[Any, str]] = set()
        for event in self.journal:
            if isinstance(event, e.DayOpened | e.DayReopened):
                day = event.day
            if isinstance(event, e.VisitIssued):
                assert (day, event.number) not in seen
                seen.add((day, event.number))

    @invariant()
    def only_what_was_rated_has_a_level(self) -> None:
        rated = {
            each.service: each.level for each in self.journal if isinstance(each, e.ServiceRated)
        }
        for service in self.hall.services.values():
            level = service.rating.level if service.rating else None
            assert level == rated.get(service.id)

    def teardown(self) -> None:
        """The journal alone gives the same hall again."""
        assert apply_all(Hall(), tuple(self.journal)) == self.hall


TestHall = HallMachine.TestCase
TestHall.settings = settings(
    max_examples=150,
    stateful_step_count=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
