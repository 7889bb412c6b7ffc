"""Paper and people who help, in a naive hall."""

from typing import Any

from tests.core.naive.floor import Floor, No

SETTLED = ("printed", "worked_off", "sent", "failed")


class Desk(Floor):
    def report_ticket(self, command: Any) -> None:
        person = self.person(command.visit)
        if person.paper in SETTLED:
            return
        if command.copy is None or command.copy == person.copies:
            person.paper = str(command.state)

    def reprint_ticket(self, command: Any) -> None:
        person = self.person(command.visit)
        if person.stage == "ended":
            raise No("visit_is_over")
        if person.paper == "printing":
            raise No("paper_on_its_way")
        person.paper = "printing"
        person.copies += 1

    def ask_help(self, command: Any) -> None:
        if command.kiosk not in self.help_asked:
            self.help_asked.append(command.kiosk)

    def give_help(self, command: Any) -> None:
        if command.kiosk not in self.help_asked:
            raise No("no_help_asked")
        self.help_asked.remove(command.kiosk)
