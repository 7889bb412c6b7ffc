"""Windows of a naive hall."""

from typing import Any

from tests.core.naive.floor import Counter, No
from tests.core.naive.serving import ServingFloor


class Windows(ServingFloor):
    def open_window(self, command: Any) -> None:
        if self.day is None:
            raise No("day_not_open")
        counter = self.counter(command.window)
        if counter.status == "open" and counter.clerk == command.clerk:
            raise No("window_is_open")
        skills = counter.skills if counter.clerk == command.clerk else command.skills
        if skills is not None and not [c for c in counter.categories if c in skills]:
            raise No("clerk_lacks_skills")
        taken = counter.clerk is not None and counter.clerk != command.clerk
        if taken and not command.take_over:
            raise No("window_is_taken")
        for other in self.counters:
            if other.clerk != command.clerk or other.no == counter.no:
                continue
            if not command.take_over:
                raise No("clerk_is_elsewhere")
            if self.in_hand(other) is not None:
                raise No("visit_in_hand")
            self.shut(other)
        if taken:
            counter.memory = None
        counter.status, counter.clerk, counter.skills = "open", command.clerk, skills
        counter.to_read = False

    def shut(self, counter: Counter) -> None:
        counter.status, counter.clerk, counter.question = "closed", None, None
        counter.memory = counter.skills = None
        counter.to_read = False

    def pause_window(self, command: Any) -> None:
        counter = self.calling(command.window)
        person = self.in_hand(counter)
        if person is not None and person.stage == "called":
            raise No("visit_in_hand")
        counter.status, counter.memory = "paused", None

    def close_window(self, command: Any) -> None:
        counter = self.signed_in(command.window)
        person = self.in_hand(counter)
        if person is not None and not command.hand_over:
            raise No("visit_in_hand")
        if person is not None:
            serving = self.going_on(person)
            if serving is not None:
                self.stop(serving, "referred")
            person.stage, person.window, person.sent_to = "waiting", None, None
            person.since = self.now
        self.shut(counter)
