"""An outlet that keeps what drivers tell, in the place of the gateway."""

from devices.driver import Health
from hall.bus.messages import AgeFrom, AnswerOutcome, Key, Level, Text


class FakeOutlet:
    """What a driver said, in order."""

    def __init__(self) -> None:
        self.presses: list[tuple[str, Key]] = []
        self.digits: list[str] = []
        self.codes_read: list[tuple[str, str]] = []
        self.cards: list[tuple[str, str, AgeFrom]] = []
        self.ratings: list[tuple[str, str, Level]] = []
        self.answers: dict[str, AnswerOutcome] = {}
        self.reasons: dict[str, Text | None] = {}
        self.answered: list[str] = []
        self.states: dict[str, Health] = {}
        self.lost: set[str] = set()
        """Devices that were off line since this was cleared."""
        self.alive = True

    def press(self, device: str, key: Key, digits: str = "") -> None:
        self.presses.append((device, key))
        self.digits.append(digits)

    def rate(self, device: str, service: str, level: Level) -> None:
        self.ratings.append((device, service, level))

    def scanned(self, device: str, code: str) -> None:
        self.codes_read.append((device, code))

    def card_read(self, device: str, person: str, age_from: AgeFrom) -> None:
        self.cards.append((device, person, age_from))

    def answer(
        self, device: str, command: str, outcome: AnswerOutcome, reason: Text | None = None
    ) -> None:
        self.answered.append(command)
        self.reasons[command] = reason
        self.answers[command] = outcome

    def health(self, device: str, health: Health) -> None:
        self.states[device] = health
        if not health.online:
            self.lost.add(device)

    def hall_is_alive(self) -> bool:
        return self.alive

    def online(self, device: str) -> bool:
        return device in self.states and self.states[device].online

    def codes(self, device: str) -> list[str]:
        return [trouble.code for trouble in self.states[device].troubles]

    def count(self, device: str, name: str) -> int:
        return dict(self.states[device].counters or {}).get(name, 0)
