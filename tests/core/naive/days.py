"""Opening and closing a naive day."""

from typing import Any

from tests.core.naive.floor import Counter, No
from tests.core.naive.planning import Planning
from tests.core.naive.serving import ServingFloor


class Days(ServingFloor, Planning):
    def open_day(self, command: Any) -> None:
        if self.day is not None:
            raise No("day_is_open")
        letters = [rule.prefix for rule in command.offer.categories]
        if len(set(letters)) < len(letters) or any(c.isdigit() for c in "".join(letters)):
            raise No("prefixes_clash")
        if command.day == self.last_day:
            self.day = command.day
            return
        if self.last_day is not None and command.day < self.last_day:
            raise No("day_is_past")
        if self.last_day is None:
            self.settings, self.plan_version = command.settings, 1
        self.give_everything_back()
        codes = [rule.code for rule in command.offer.categories]
        plan = {no: list(categories) for no, categories in command.plan.items()}
        helps = {no: list(categories) for no, categories in command.secondary.items()}
        for old in self.counters:
            kept = [code for code in old.categories if code in codes]
            if kept:
                plan[old.no] = kept
            kept = [code for code in old.secondary if code in codes]
            if kept:
                helps[old.no] = kept
        self.counters = [Counter(no, plan[no], helps.get(no, [])) for no in plan]
        self.day = self.last_day = command.day
        self.offer = command.offer
        self.people, self.servings = [], []

    def close_day(self, command: Any) -> None:
        if self.day is None:
            raise No("day_not_open")
        going = [p for p in self.people if p.stage != "ended"]
        if any(p.stage in ("called", "serving") for p in going):
            raise No("people_still_wait")
        if going and not command.end_waiting:
            raise No("people_still_wait")
        for person in going:
            person.ending = "not_reached" if person.stage == "waiting" else "left"
            self.leave_unfinished(person)
            person.stage = "ended"
        for counter in self.counters:
            counter.status, counter.clerk, counter.question = "closed", None, None
            counter.memory = counter.skills = None
            counter.to_read = False
        self.day = None
