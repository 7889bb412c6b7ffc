"""Services of a naive hall."""

from datetime import timedelta
from typing import Any

from tests.core.naive.floor import Floor, Person, Serving


class ServingFloor(Floor):
    def start(self, person: Person, *, supposed: bool) -> None:
        assert person.window is not None
        person.stage = "serving"
        service = f"{person.id}.{len(person.services) + 1}"
        person.services.append(service)
        clerk = self.counter(person.window).clerk or ""
        self.servings.append(Serving(service, person, person.window, clerk, self.now, supposed))

    def going_on(self, person: Person) -> Serving | None:
        """The service that has begun and not ended."""
        for each in self.servings:
            if each.person is person and each.finished is None and not each.withdrawn:
                return each
        return None

    def stop(self, serving: Serving, outcome: str) -> None:
        serving.finished, serving.outcome = self.now, outcome
        until = serving.person.parked or self.now
        serving.lasted_s = (until - serving.started).total_seconds() - serving.parked_s

    def leave_unfinished(self, person: Person) -> None:
        serving = self.going_on(person)
        if serving is not None:
            self.stop(serving, "unfinished")

    def end_service(self, person: Person, command: Any) -> Serving:
        if person.stage == "called":
            self.start(person, supposed=True)
        serving = self.going_on(person)
        assert serving is not None
        outcome = str(command.outcome)
        self.stop(serving, outcome)
        if command.whole or not person.further:
            person.stage, person.ending = "ended", "served"
            if outcome == "materials_missing":
                self.give_code(person, command.return_code or person.token)
            return serving
        (person.matter, person.category), *person.further = person.further
        if person.category in self.serves(self.counter(serving.window)):
            self.start(person, supposed=False)
            return serving
        person.stage, person.window, person.sent_to = "waiting", None, None
        person.since = self.now
        if not self.settings.lead_on_keeps_arrival:
            person.entered = self.now
        return serving

    def give_code(self, person: Person, code: str) -> None:
        if not self.settings.return_days:
            return
        day, left = self.day, self.settings.return_days
        while left:
            day += timedelta(days=1)
            if day.weekday() < 5:
                left -= 1
        self.codes[code] = (person.category, person.matter, day)
        person.code = code
