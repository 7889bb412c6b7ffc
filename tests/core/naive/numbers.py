"""Numbers of a naive hall, and what their holders do."""

from datetime import datetime, timedelta
from typing import Any

from tests.core.naive.floor import No, Person
from tests.core.naive.serving import ServingFloor


class Numbers(ServingFloor):
    def issue_number(self, command: Any) -> None:
        self.check_day()
        if command.return_code is not None:
            self.check_hours()
            self.take_code(command)
            return
        self.give(self.wanted(command), command)

    def check_day(self) -> None:
        if self.day is not None:
            return
        for off in self.offer.days_off if self.offer else ():
            if off.span.start <= self.now < off.span.end:
                raise No("hall_is_closed_today")
        raise No("day_not_open")

    def take_code(self, command: Any) -> None:
        if command.matter is not None or command.category is not None:
            raise No("matter_or_category")
        if command.return_code not in self.codes:
            raise No("unknown_return_code")
        category, matter, last = self.codes[command.return_code]
        if self.day > last:
            raise No("return_code_expired")
        rule = self.category(category)
        self.check_stopped(category)
        self.check_ids(command)
        self.write_down(rule, command, matter=matter, kind="return")
        del self.codes[command.return_code]

    def check_ids(self, command: Any) -> None:
        for each in self.people:
            if each.id == command.visit or each.token == command.token:
                raise No("id_is_taken")

    def check_stopped(self, category: str) -> None:
        if self.emergency is not None:
            raise No("hall_in_emergency")
        if "*" in self.stopped or category in self.stopped:
            raise No("numbers_are_stopped")

    def give(self, category: Any, command: Any) -> None:
        self.check_ids(command)
        self.check_hours()
        self.check_stopped(category.code)
        self.check_stretch(category)
        self.check_hoarding(command)
        given = sum(each.number.startswith(category.prefix) for each in self.people)
        if given >= (category.daily_maximum or self.settings.daily_maximum):
            raise No("category_is_full")
        if self.is_doubtful(command) and not command.accept_doubtful:
            raise No("doubtful_number")
        kind = str(command.visit_class)
        if kind == "ordinary" and self.is_green(command):
            kind = "green"
        self.write_down(category, command, matter=command.matter, kind=kind)

    def is_green(self, command: Any) -> bool:
        if command.age is not None and command.age >= self.settings.green_age:
            return True
        return any(ground in self.settings.green_grounds for ground in command.grounds)

    def write_down(self, category: Any, command: Any, *, matter: Any, kind: str) -> Person:
        further = [(matter, self.category_of(matter)) for matter in command.further]
        given = sum(each.number.startswith(category.prefix) for each in self.people)
        first = category.number_start
        first = self.settings.number_start if first is None else first
        width = category.number_width or self.settings.number_width
        number = category.prefix + str(first + given).rjust(width, "0")
        person = Person(
            id=command.visit,
            number=number,
            order=len(self.people) + 1,
            token=command.token,
            category=category.code,
            matter=matter,
            kind=kind,
            entered=self.now,
            since=self.now,
            needs=command.needs,
            language=command.language,
            who=command.person,
            kiosk=command.kiosk,
            issued=self.now,
            further=further,
            paper="printing" if command.printer else None,
        )
        self.people.append(person)
        return person

    def category_of(self, matter: str) -> str:
        if matter not in self.offer.matters:
            raise No("unknown_matter")
        category: str = self.offer.matters[matter]
        return category

    def add_matter(self, command: Any) -> None:
        person = self.person(command.visit)
        if person.stage == "ended":
            raise No("visit_is_over")
        todo = (command.matter, self.category_of(command.matter))
        if person.matter == command.matter or todo in person.further:
            raise No("matter_is_there_already")
        person.further.append(todo)

    def check_stretch(self, category: Any) -> None:
        if category.last_number_at is not None and self.now >= category.last_number_at:
            raise No("last_number_given")
        for quota in self.offer.quotas:
            span = quota.span
            if quota.category != category.code or not span.start <= self.now < span.end:
                continue
            given = 0
            for each in self.people:
                assert each.issued is not None
                if each.number.startswith(category.prefix) and each.issued >= span.start:
                    given += 1
            if given >= quota.maximum:
                raise No("slot_is_full")

    def check_hoarding(self, command: Any) -> None:
        held = [p for p in self.people if p.who == command.person and p.stage != "ended"]
        if command.person and 0 < self.settings.person_limit <= len(held):
            raise No("person_has_numbers")
        recent = 0
        for each in self.people:
            assert each.issued is not None
            fresh = self.since(each.issued) < self.settings.kiosk_limit_s
            if command.kiosk and each.kiosk == command.kiosk and fresh:
                recent += 1
        if 0 < self.settings.kiosk_limit <= recent:
            raise No("kiosk_is_too_fast")

    def is_doubtful(self, command: Any) -> bool:
        if command.wait is None or not self.offer.window_hours:
            return False
        closes: datetime = self.offer.window_hours[-1].end
        return self.later(command.wait.high_min * 60) > closes

    def wanted(self, command: Any) -> Any:
        if (command.matter is None) == (command.category is None):
            raise No("matter_or_category")
        wanted = command.category
        if command.matter is not None:
            if command.matter not in self.offer.matters:
                raise No("unknown_matter")
            wanted = self.offer.matters[command.matter]
        rule = self.category(wanted)
        if command.matter is None and rule.kind in ("integrated", "general", "instant"):
            raise No("matter_needed")
        return rule

    def category(self, code: str) -> Any:
        for rule in self.offer.categories:
            if rule.code == code:
                return rule
        raise No("unknown_category")

    def check_hours(self) -> None:
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
        self.leave_unfinished(person)
        person.stage, person.ending = "ended", "cancelled"

    def let_others_pass(self, command: Any) -> None:
        person = self.person(command.visit)
        if person.stage != "waiting":
            raise No("visit_not_waiting")
        if command.count < 1 or command.count > self.settings.pass_most:
            raise No("bad_count")
        line = self.line_of(person)
        others = line[line.index(person) + 1 :][: command.count]
        if not others:
            raise No("nobody_behind")
        person.entered = others[-1].entered + timedelta(microseconds=1)

    def change_class(self, command: Any) -> None:
        person = self.person(command.visit)
        if person.stage != "waiting":
            raise No("visit_not_waiting")
        if not command.reason.strip():
            raise No("reason_needed")
        person.kind = str(command.visit_class)

    def report_late(self, command: Any) -> None:
        person = self.person(command.visit)
        if person.stage == "waiting":
            raise No("not_called_yet")
        if person.stage == "called":
            if person.late_until is not None:
                raise No("already_waited_for")
            person.late_until = self.later(self.settings.late_grace_s)
            return
        if person.stage == "serving":
            raise No("visit_at_window")
        if person.stage == "parked" and person.missed:
            self.come_back(person)
            return
        if person.ending != "no_show":
            raise No("visit_is_over")
        self.replace_number(person, command)

    def come_back(self, person: Person) -> None:
        others = self.line_of(person)[: self.settings.no_show_back_after]
        person.entered = self.now
        if others:
            person.entered = others[-1].entered + timedelta(microseconds=1)
        person.since, person.stage, person.window = self.now, "waiting", None
        person.parked, person.missed = None, False

    def replace_number(self, person: Person, command: Any) -> None:
        if self.settings.no_show_policy == "void":
            raise No("number_is_void")
        if command.new_visit is None or command.token is None:
            raise No("new_number_needed")
        self.check_day()
        again = Again(command.new_visit, command.token, person)
        self.give(self.category(person.category), again)


class Again:
    """Asks for a number like the one that was missed."""

    def __init__(self, visit: str, token: str, person: Person) -> None:
        self.visit, self.token = visit, token
        self.matter, self.visit_class = person.matter, person.kind
        self.needs, self.language = person.needs, person.language
        self.person, self.kiosk, self.wait, self.accept_doubtful = person.who, None, None, True
        self.further: tuple[str, ...] = ()
        self.age, self.grounds = None, ()
        self.printer = None
