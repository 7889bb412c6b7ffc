"""Services of a naive hall."""

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

    def end_service(self, person: Person, outcome: str) -> Serving:
        if person.stage == "called":
            self.start(person, supposed=True)
        serving = self.going_on(person)
        assert serving is not None
        self.stop(serving, outcome)
        person.stage, person.ending = "ended", "served"
        return serving
