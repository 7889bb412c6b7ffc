"""Calling and serving at the counters of a naive hall."""

from copy import copy
from datetime import datetime
from fractions import Fraction
from typing import Any

from tests.core.naive.floor import Counter, No, Person, snapshot
from tests.core.naive.planning import Planning
from tests.core.naive.serving import ServingFloor


class Done:
    """A finish that nobody said more about."""

    outcome, whole, return_code = "done", False, None


class Calling(ServingFloor, Planning):
    def score(self, person: Person) -> Fraction:
        rule = next(r for k, r in self.settings.class_rules.items() if str(k) == person.kind)
        waited = Fraction(round(self.since(person.entered) * 1_000_000), 60_000_000)
        return round(Fraction(str(rule.head_start_min)) + Fraction(str(rule.rate)) * waited, 6)

    def place(self, counter: Counter, person: Person) -> int | None:
        """How early the plan names this person's category; None when it is not to be called."""
        if person.sent_to == counter.no:
            return -1
        if person.sent_to is not None and self.counter(person.sent_to).status != "closed":
            return None
        if not self.may_meet(counter, person):
            return None
        own = self.serves(counter)
        if person.category in own:
            return own.index(person.category)
        helps = [c for c in counter.secondary if counter.skills is None or c in counter.skills]
        many = len(self.waiting(person.category)) >= self.settings.secondary_above
        if person.category in helps and many:
            return len(own) + helps.index(person.category)
        return None

    def meets(self, counter: Counter, person: Person) -> bool:
        traits = self.offer.windows.get(counter.no)
        return traits is None or all(need in traits.suits for need in self.wanted_of(person))

    def may_meet(self, counter: Counter, person: Person) -> bool:
        """It suits, or no open window of the category does."""
        if self.meets(counter, person):
            return True
        better = [
            other
            for other in self.counters
            if other.status == "open"
            and person.category in self.serves(other)
            and self.meets(other, person)
        ]
        return not better

    def overdue(self, person: Person) -> bool:
        longest_s: float = self.settings.hard_maximum_wait_min * 60
        return self.since(person.entered) >= longest_s

    def ranked(self, counter: Counter) -> list[Person]:
        """Whoever waits for a window, first to be called first."""
        waiting = [p for p in self.people if p.stage == "waiting"]
        placed = [(p, self.place(counter, p)) for p in waiting]
        found = [(p, place) for p, place in placed if place is not None]
        found.sort(key=lambda each: each[0].order)
        found.sort(key=lambda each: each[0].entered)
        found.sort(key=lambda each: each[1])
        found.sort(key=lambda each: self.score(each[0]), reverse=True)
        people = [person for person, _ in found]
        overdue = [(p, place) for p, place in found if self.overdue(p)]
        overdue.sort(key=lambda each: (each[0].entered, each[1], each[0].order))
        oldest = [person for person, _ in overdue]
        return oldest + [person for person in people if person not in oldest]

    def call_next(self, command: Any) -> None:
        self.all_calling()
        counter = self.calling(command.window)
        if counter.to_read:
            raise No("plan_not_acknowledged")
        person = self.in_hand(counter)
        if person is not None and not (command.finish_current and person.stage == "serving"):
            raise No("visit_in_hand")
        if person is None and not self.ranked(counter):
            raise No("nobody_waits")
        before: list[Any] = []
        if person is not None:
            serving = self.going_on(person)
            before = [snapshot(person), copy(serving)]
            self.end_service(person, Done())
            if person.stage == "serving":
                counter.memory = None
                return
        ranked = self.ranked(counter)
        if ranked:
            before = [snapshot(ranked[0]), *before]
            self.summon(counter, ranked[0])
        self.remember(counter, before)

    def summon(self, counter: Counter, person: Person) -> None:
        person.stage, person.window, person.calls = "called", counter.no, [self.now]
        person.shown = person.late_until = None
        person.met = (counter.no, counter.clerk or "", self.now)
        person.wait_s = self.since(person.since)
        counter.question = None

    def call_number(self, command: Any) -> None:
        self.all_calling()
        counter = self.calling(command.window)
        if command.reason.strip() == "":
            raise No("reason_needed")
        if self.in_hand(counter) is not None:
            raise No("visit_in_hand")
        if counter.to_read:
            raise No("plan_not_acknowledged")
        person = self.numbered(command.number)
        if person.stage != "waiting":
            raise No("visit_not_waiting")
        self.check_instant(counter.no, person.category)
        before = snapshot(person)
        self.summon(counter, person)
        self.remember(counter, [before])

    def summoned(self, no: int) -> Person:
        person = self.at_hand(self.signed_in(no))
        if person.stage == "serving":
            raise No("already_serving")
        return person

    def recall(self, command: Any) -> None:
        self.all_calling()
        person = self.summoned(command.window)
        if len(person.calls) - 1 >= self.settings.recall_limit:
            raise No("recall_limit_reached")
        if self.since(person.calls[-1]) < self.settings.recall_pause_s:
            raise No("too_soon_to_recall")
        person.calls.append(self.now)

    def report_shown(self, command: Any) -> None:
        person = self.person(command.visit)
        if person.stage == "called" and person.shown is None:
            person.shown = self.now

    def start_service(self, command: Any) -> None:
        person = self.summoned(command.window)
        before = snapshot(person)
        self.start(person, supposed=False)
        self.remember(self.counter(command.window), [before])

    def finish_service(self, command: Any) -> None:
        counter = self.signed_in(command.window)
        person = self.at_hand(counter)
        if person.stage == "called":
            self.start(person, supposed=True)
        before = [snapshot(person), copy(self.going_on(person))]
        serving = self.end_service(person, command)
        self.remember(counter, before)  # type: ignore[arg-type]
        if person.stage == "serving":
            counter.memory = None
        if command.ask_rating:
            counter.question = serving.id
            counter.question_until = self.later(self.settings.rating_open_s)

    def walking_until(self, person: Person) -> datetime:
        """Until when somebody called must be waited for."""
        allowed_s = self.settings.no_show_after_s
        for need in person.needs:
            allowed_s += self.settings.no_show_extra_s.get(need, 0)
        traits = self.offer.windows.get(person.window)
        for rule in self.offer.categories:
            floors = {rule.floor, traits.floor if traits else None}
            if rule.code == person.category and None not in floors and len(floors) > 1:
                allowed_s += self.settings.no_show_other_floor_s
        begun = person.shown
        if begun is None:
            begun = person.calls[0]
            allowed_s += self.settings.no_show_unshown_s
        until = begun + (self.later(allowed_s) - self.now)
        if person.late_until is not None and person.late_until > until:
            return person.late_until
        return until

    def mark_no_show(self, command: Any) -> None:
        if self.emergency is not None:
            raise No("hall_in_emergency")
        counter = self.signed_in(command.window)
        person = self.at_hand(counter)
        serving = self.going_on(person)
        if serving is not None and not serving.supposed:
            raise No("already_serving")
        if self.now < self.walking_until(person):
            raise No("too_soon_for_no_show")
        if serving is not None:
            serving.withdrawn = True
        person.stage = "called"
        before = snapshot(person)
        if self.settings.no_show_policy == "back_after":
            person.stage, person.missed, person.parked = "parked", True, self.now
        else:
            person.stage, person.ending = "ended", "no_show"
        self.remember(counter, [before])

    def let_time_pass(self, _command: Any) -> None:
        if self.announced_until is not None and self.now >= self.announced_until:
            self.announced = self.announced_until = None
        for counter in self.counters:
            person = self.in_hand(counter)
            if person is None or person.stage != "called" or self.emergency is not None:
                continue
            if self.since(person.calls[-1]) >= self.settings.infer_start_after_s:
                self.start(person, supposed=True)
        self.turn_tides()
