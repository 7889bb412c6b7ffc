"""Ratings of a naive hall, and what follows a bad one."""

from datetime import timedelta
from typing import Any

from tests.core.naive.floor import Counter, Floor, No, Person, Serving


class Answering(Floor):
    def rate_service(self, command: Any) -> None:
        claimed = None if command.question_only else self.claim(command.service)
        serving = claimed or self.serving(command.service)
        if serving.finished is None:
            raise No("service_not_finished")
        self.check_level(command.level)
        counter = self.counter(serving.window)
        if command.question_only and not self.was_asked(counter, serving, command):
            raise No("no_open_question")
        if claimed is not None:
            self.servings.append(claimed)
            claimed.person.services.append(claimed.id)
        serving.level = command.level
        self.forget_presses(serving.person)
        if counter.question == serving.id:
            counter.question = None
        if command.level <= self.settings.bad_level and not serving.taken_up and not self.kept:
            serving.taken_up = True
            self.take_up(serving.id)

    def check_level(self, level: int) -> None:
        if level not in (1, 2, 3, 4, 5):
            raise No("level_out_of_range")

    def claim(self, service: str) -> Serving | None:
        """A service for a call of which none was recorded; None where there is nothing to claim."""
        for person in self.people:
            if service != f"{person.id}.met{len(person.services) + 1}" or person.met is None:
                continue
            window, clerk, called = person.met
            if person.stage in ("called", "serving") or self.was_served(person, called):
                continue
            return Serving(
                service,
                person,
                window,
                clerk,
                called,
                supposed=True,
                finished=self.now,
                outcome="unfinished",
            )
        return None

    def was_served(self, person: Person, called: Any) -> bool:
        for each in self.servings:
            if each.person is person and not each.withdrawn and each.started >= called:
                return True
        return False

    def was_asked(self, counter: Counter, serving: Serving, command: Any) -> bool:
        """The question is open, or was when the pad was pressed and nothing came after."""
        until = counter.question_until
        if counter.question == serving.id and until is not None and self.now < until:
            return True
        given, over = command.given_at, serving.finished
        if given is None or over is None or serving.level is not None:
            return False
        if given < over or (given - over).total_seconds() >= self.settings.rating_open_s:
            return False
        for other in self.servings:
            if other is serving or other.window != serving.window:
                continue
            if over <= other.started <= given:
                return False
        return True

    def forget_presses(self, person: Person) -> None:
        for each in self.counters:
            if each.memory and each.memory.people[0][0] is person:
                each.memory = None

    def rate_earlier_service(self, command: Any) -> None:
        self.check_level(command.level)
        if self.now >= command.until:
            raise No("rating_is_over")
        if command.level <= self.settings.bad_level and not command.followed_up:
            self.take_up(command.service)

    def take_up(self, service: str) -> None:
        """Somebody answers within some days; Saturdays and Sundays do not count."""
        due, left = self.last_day, self.settings.follow_up_days
        while left:
            due += timedelta(days=1)
            if due.weekday() < 5:
                left -= 1
        self.to_answer.append((service, due))

    def move_follow_up(self, command: Any) -> None:
        self.notes.append(f"{command.service} {command.act}")

    def note_draft(self, command: Any) -> None:
        self.notes.append(command.about)

    def note_publication(self, command: Any) -> None:
        self.notes.append(command.version)

    def note_access(self, command: Any) -> None:
        self.notes.append(f"{command.deed} {command.account}")

    def acknowledge_warning(self, command: Any) -> None:
        self.notes.append(f"{command.kind} {command.subject}")
