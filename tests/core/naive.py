"""The rules once more, told naively: lists and loops, and nothing shared with `hall.core`.

It reads the same commands and says, by its code, why one is refused. Whoever is unsure what a rule
means can read it here without chunks, heads and persistent maps.
"""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any


@dataclass
class Person:
    """Somebody with a number."""

    id: str
    number: str
    order: int
    token: str
    category: str
    matter: str | None
    kind: str
    entered: datetime
    stage: str = "waiting"
    ending: str | None = None
    window: int | None = None
    calls: list[datetime] = field(default_factory=list)
    services: list[str] = field(default_factory=list)


@dataclass
class Serving:
    """One serving of somebody at a window."""

    id: str
    person: Person
    window: int
    clerk: str
    started: datetime
    supposed: bool
    finished: datetime | None = None
    withdrawn: bool = False
    level: int | None = None


@dataclass
class Counter:
    """A window."""

    no: int
    categories: list[str]
    status: str = "closed"
    clerk: str | None = None
    question: str | None = None
    question_until: datetime | None = None


class No(Exception):
    """The command is refused, with its code."""


def _snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


class NaiveHall:
    """A hall of lists."""

    def __init__(self) -> None:
        self.day: Any = None
        self.last_day: Any = None
        self.settings: Any = None
        self.offer: Any = None
        self.plan_version = 0
        self.people: list[Person] = []
        self.servings: list[Serving] = []
        self.counters: list[Counter] = []
        self.now: datetime | None = None

    def do(self, command: Any, now: datetime) -> str | None:
        """Carry out a command; the code of its refusal, or None."""
        self.now = now
        try:
            getattr(self, _snake(type(command).__name__))(command)
        except No as refused:
            return str(refused)
        return None

    # --- looking -------------------------------------------------------------------------------

    def counter(self, no: int) -> Counter:
        for each in self.counters:
            if each.no == no:
                return each
        raise No("unknown_window")

    def in_hand(self, counter: Counter) -> Person | None:
        for each in self.people:
            if each.window == counter.no and each.stage in ("called", "serving"):
                return each
        return None

    def signed_in(self, no: int) -> Counter:
        counter = self.counter(no)
        if counter.status == "closed":
            raise No("window_is_closed")
        return counter

    def calling(self, no: int) -> Counter:
        counter = self.signed_in(no)
        if counter.status == "paused":
            raise No("window_is_paused")
        return counter

    def person(self, visit: str) -> Person:
        for each in self.people:
            if each.id == visit:
                return each
        raise No("unknown_visit")

    def serving(self, service: str) -> Serving:
        for each in self.servings:
            if each.id == service:
                return each
        raise No("unknown_service")

    def waiting(self, category: str) -> list[Person]:
        return [p for p in self.people if p.stage == "waiting" and p.category == category]

    def since(self, moment: datetime) -> float:
        assert self.now is not None
        return (self.now - moment).total_seconds()

    # --- the day -------------------------------------------------------------------------------

    def open_day(self, command: Any) -> None:
        if self.day is not None:
            raise No("day_is_open")
        letters = [rule.prefix for rule in command.offer.categories]
        if len(set(letters)) < len(letters) or any(c.isdigit() for c in "".join(letters)):
            raise No("prefixes_clash")
        if command.day == self.last_day:
            self.day, self.offer = command.day, command.offer
            return
        if self.last_day is not None and command.day < self.last_day:
            raise No("day_is_past")
        if self.last_day is None:
            self.settings, self.plan_version = command.settings, 1
        codes = [rule.code for rule in command.offer.categories]
        plan = {no: list(categories) for no, categories in command.plan.items()}
        for old in self.counters:
            kept = [code for code in old.categories if code in codes]
            if kept:
                plan[old.no] = kept
        self.counters = [Counter(no, categories) for no, categories in plan.items()]
        self.day = self.last_day = command.day
        self.offer = command.offer
        self.people, self.servings = [], []

    def close_day(self, command: Any) -> None:
        if self.day is None:
            raise No("day_not_open")
        going = [p for p in self.people if p.stage != "ended"]
        if any(p.stage != "waiting" for p in going) or (going and not command.end_waiting):
            raise No("people_still_wait")
        for person in going:
            person.stage, person.ending = "ended", "not_reached"
        for counter in self.counters:
            counter.status, counter.clerk, counter.question = "closed", None, None
        self.day = None

    # --- numbers -------------------------------------------------------------------------------

    def issue_number(self, command: Any) -> None:
        if self.day is None:
            raise No("day_not_open")
        category = self.wanted(command)
        for each in self.people:
            if each.id == command.visit or each.token == command.token:
                raise No("id_is_taken")
        self.check_hours()
        given = sum(each.number.startswith(category.prefix) for each in self.people)
        if given >= self.settings.daily_maximum:
            raise No("category_is_full")
        number = category.prefix + str(given + 1).rjust(self.settings.number_width, "0")
        assert self.now is not None
        self.people.append(
            Person(
                id=command.visit,
                number=number,
                order=len(self.people) + 1,
                token=command.token,
                category=category.code,
                matter=command.matter,
                kind=str(command.visit_class),
                entered=self.now,
            )
        )

    def wanted(self, command: Any) -> Any:
        if (command.matter is None) == (command.category is None):
            raise No("matter_or_category")
        wanted = command.category
        if command.matter is not None:
            if command.matter not in self.offer.matters:
                raise No("unknown_matter")
            wanted = self.offer.matters[command.matter]
        for rule in self.offer.categories:
            if rule.code == wanted:
                if command.matter is None and rule.kind in ("integrated", "general", "instant"):
                    raise No("matter_needed")
                return rule
        raise No("unknown_category")

    def check_hours(self) -> None:
        assert self.now is not None
        spans = self.offer.number_hours
        if not spans:
            return
        for span in spans:
            if span.start <= self.now < span.end:
                return
        if any(span.start > self.now for span in spans):
            raise No("numbers_not_given_now")
        raise No("numbers_over_today")

    def cancel_visit(self, command: Any) -> None:
        person = self.person(command.visit)
        if person.stage == "ended":
            raise No("visit_is_over")
        if person.stage == "serving":
            raise No("visit_at_window")
        person.stage, person.ending = "ended", "cancelled"

    # --- calling -------------------------------------------------------------------------------

    def score(self, person: Person) -> Fraction:
        rule = next(r for k, r in self.settings.class_rules.items() if str(k) == person.kind)
        waited = Fraction(int(self.since(person.entered) * 1_000_000), 60_000_000)
        return round(Fraction(str(rule.head_start_min)) + Fraction(str(rule.rate)) * waited, 6)

    def ranked(self, counter: Counter) -> list[Person]:
        """Whoever waits for a window, first to be called first."""
        found = [(p, self.score(p)) for c in counter.categories for p in self.waiting(c)]
        found.sort(key=lambda each: each[0].order)
        found.sort(key=lambda each: counter.categories.index(each[0].category))
        found.sort(key=lambda each: each[1], reverse=True)
        return [person for person, _ in found]

    def call_next(self, command: Any) -> None:
        counter = self.calling(command.window)
        person = self.in_hand(counter)
        if person is not None and not (command.finish_current and person.stage == "serving"):
            raise No("visit_in_hand")
        ranked = self.ranked(counter)
        if person is None and not ranked:
            raise No("nobody_waits")
        if person is not None:
            self.end_service(person)
        if ranked:
            self.summon(counter, ranked[0])

    def summon(self, counter: Counter, person: Person) -> None:
        assert self.now is not None
        person.stage, person.window, person.calls = "called", counter.no, [self.now]
        counter.question = None

    def call_number(self, command: Any) -> None:
        counter = self.calling(command.window)
        if command.reason.strip() == "":
            raise No("reason_needed")
        if self.in_hand(counter) is not None:
            raise No("visit_in_hand")
        for each in self.people:
            if each.number == command.number:
                if each.stage != "waiting":
                    raise No("visit_not_waiting")
                return self.summon(counter, each)
        raise No("unknown_visit")

    def summoned(self, no: int) -> Person:
        person = self.in_hand(self.signed_in(no))
        if person is None:
            raise No("nothing_in_hand")
        if person.stage == "serving":
            raise No("already_serving")
        return person

    def recall(self, command: Any) -> None:
        person = self.summoned(command.window)
        if len(person.calls) - 1 >= self.settings.recall_limit:
            raise No("recall_limit_reached")
        if self.since(person.calls[-1]) < self.settings.recall_pause_s:
            raise No("too_soon_to_recall")
        assert self.now is not None
        person.calls.append(self.now)

    def start_service(self, command: Any) -> None:
        self.start(self.summoned(command.window), supposed=False)

    def start(self, person: Person, *, supposed: bool) -> None:
        assert self.now is not None
        assert person.window is not None
        person.stage = "serving"
        service = f"{person.id}.{len(person.services) + 1}"
        person.services.append(service)
        clerk = self.counter(person.window).clerk or ""
        self.servings.append(Serving(service, person, person.window, clerk, self.now, supposed))

    def end_service(self, person: Person) -> Serving:
        if person.stage == "called":
            self.start(person, supposed=True)
        serving = self.serving(person.services[-1])
        serving.finished = self.now
        person.stage, person.ending = "ended", "served"
        return serving

    def finish_service(self, command: Any) -> None:
        counter = self.signed_in(command.window)
        person = self.in_hand(counter)
        if person is None:
            raise No("nothing_in_hand")
        serving = self.end_service(person)
        if command.ask_rating:
            counter.question = serving.id
            counter.question_until = self.later(self.settings.rating_open_s)

    def later(self, seconds: float) -> datetime:
        assert self.now is not None
        return self.now + timedelta(seconds=seconds)

    def mark_no_show(self, command: Any) -> None:
        person = self.in_hand(self.signed_in(command.window))
        if person is None:
            raise No("nothing_in_hand")
        serving = self.serving(person.services[-1]) if person.stage == "serving" else None
        if serving is not None and not serving.supposed:
            raise No("already_serving")
        if self.since(person.calls[0]) < self.settings.no_show_after_s:
            raise No("too_soon_for_no_show")
        if serving is not None:
            serving.withdrawn = True
        person.stage, person.ending = "ended", "no_show"

    def let_time_pass(self, _command: Any) -> None:
        for counter in self.counters:
            person = self.in_hand(counter)
            if person is None or person.stage != "called":
                continue
            if self.since(person.calls[-1]) >= self.settings.infer_start_after_s:
                self.start(person, supposed=True)

    # --- ratings, windows, plan ----------------------------------------------------------------

    def rate_service(self, command: Any) -> None:
        serving = self.serving(command.service)
        if serving.finished is None:
            raise No("service_not_finished")
        if command.level not in (1, 2, 3, 4, 5):
            raise No("level_out_of_range")
        counter = self.counter(serving.window)
        asked = counter.question == serving.id
        if command.question_only:
            assert self.now is not None
            if not asked or counter.question_until is None or self.now >= counter.question_until:
                raise No("no_open_question")
        serving.level = command.level
        if asked:
            counter.question = None

    def open_window(self, command: Any) -> None:
        if self.day is None:
            raise No("day_not_open")
        counter = self.counter(command.window)
        if counter.status == "open" and counter.clerk == command.clerk:
            raise No("window_is_open")
        if counter.clerk is not None and counter.clerk != command.clerk:
            raise No("window_is_taken")
        for other in self.counters:
            if other.clerk == command.clerk and other.no != counter.no:
                raise No("clerk_is_elsewhere")
        counter.status, counter.clerk = "open", command.clerk

    def pause_window(self, command: Any) -> None:
        counter = self.calling(command.window)
        person = self.in_hand(counter)
        if person is not None and person.stage == "called":
            raise No("visit_in_hand")
        counter.status = "paused"

    def close_window(self, command: Any) -> None:
        counter = self.signed_in(command.window)
        if self.in_hand(counter) is not None:
            raise No("visit_in_hand")
        counter.status, counter.clerk, counter.question = "closed", None, None

    def set_plan(self, command: Any) -> None:
        if self.day is None:
            raise No("day_not_open")
        if not command.windows:
            raise No("empty_plan")
        if command.reason.strip() == "":
            raise No("reason_needed")
        known = [rule.code for rule in self.offer.categories]
        for no, categories in command.windows.items():
            self.counter(no)
            if not categories:
                raise No("window_serves_nothing")
            if any(code not in known for code in categories):
                raise No("unknown_category")
        planned = [
            code
            for counter in self.counters
            for code in command.windows.get(counter.no, counter.categories)
        ]
        if any(self.waiting(code) for code in known if code not in planned):
            raise No("category_left_without_window")
        for no, categories in command.windows.items():
            self.counter(no).categories = list(categories)
        self.plan_version += 1
