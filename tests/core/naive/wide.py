"""What concerns a naive hall as a whole."""

from datetime import timedelta
from typing import Any

from tests.core.naive.floor import Floor, No


class Wide(Floor):
    def opened(self) -> None:
        if self.day is None:
            raise No("day_not_open")

    def say_why(self, reason: str) -> None:
        if reason.strip() == "":
            raise No("reason_needed")

    def change_settings(self, command: Any) -> None:
        if self.offer is None:
            raise No("day_not_open")
        self.say_why(command.reason)
        self.settings = command.settings
        if self.kept is not None and self.day is None:
            self.kept = (*self.kept[:3], command.settings, *self.kept[4:])

    def pause_hall(self, command: Any) -> None:
        self.opened()
        self.all_calling()
        self.say_why(command.reason)
        self.paused = True

    def resume_hall(self, _command: Any) -> None:
        if not self.paused:
            raise No("nothing_is_stopped")
        self.paused = False

    def start_emergency(self, command: Any) -> None:
        self.opened()
        if self.emergency is not None:
            raise No("hall_in_emergency")
        self.say_why(command.reason)
        self.emergency = self.now

    def end_emergency(self, _command: Any) -> None:
        if self.emergency is None:
            raise No("nothing_is_stopped")
        lasted = timedelta(seconds=self.since(self.emergency))
        self.emergency = None
        for counter in self.counters:
            counter.memory = None
            person = self.in_hand(counter)
            if person is None:
                continue
            person.calls = [call + lasted for call in person.calls]
            person.shown = person.shown + lasted if person.shown else None
            person.late_until = person.late_until + lasted if person.late_until else None

    def announce(self, command: Any) -> None:
        self.opened()
        if not all(each.strip() for each in command.text):
            raise No("nothing_announced")
        if command.until is not None and command.until <= self.now:
            raise No("announcement_is_over")
        self.announced, self.announced_until = command.text, command.until

    def withdraw_announcement(self, _command: Any) -> None:
        if self.announced is None:
            raise No("nothing_announced")
        self.announced = self.announced_until = None

    def stop_numbers(self, command: Any) -> None:
        self.opened()
        codes = [rule.code for rule in self.offer.categories]
        if command.category is not None and command.category not in codes:
            raise No("unknown_category")
        if self.emergency is not None:
            raise No("hall_in_emergency")
        if "*" in self.stopped or command.category in self.stopped:
            raise No("numbers_are_stopped")
        self.say_why(command.reason)
        self.stopped.add(command.category or "*")

    def resume_numbers(self, command: Any) -> None:
        wanted = command.category or "*"
        if wanted not in self.stopped:
            raise No("nothing_is_stopped")
        self.stopped.remove(wanted)
