"""A kiosk's model with a clock of the test's own."""

from itertools import count

from hall.bus.messages import Message, Reply, Request
from hall.bus.topics import Topic
from kiosk.config import Timing
from kiosk.frame import Shown
from kiosk.model import Kiosk
from kiosk.pages import shown
from kiosk.places import Page, Tap
from tests.screens.hall_messages import HALL, beat, whole_hall
from tests.screens.kiosk_stage import PIN, REPLY

TIMING = Timing()


class Walk:
    """One kiosk, and what it has sent; time passes when the test says so."""

    def __init__(self, pin: str | None = PIN) -> None:
        ids = count(1)
        self.kiosk = Kiosk(
            hall=HALL,
            kiosk="kiosk-1",
            new_id=lambda: f"id-{next(ids)}",
            timing=TIMING,
            pin=pin,
            scanners={"scanner-1"},
        )
        self.now_s = 1_000.0

    def hears(self, messages: list[tuple[Topic, Message]]) -> None:
        """Messages arrive."""
        for topic, message in messages:
            self.kiosk.heard(topic, message, self.now_s)

    def hears_hall(self, *closed: str) -> None:
        """The whole hall is heard."""
        self.hears(whole_hall(closed=closed))

    def replied(self, reply: Reply) -> None:
        """A reply arrives."""
        self.kiosk.heard(REPLY, reply, self.now_s)

    def tap(self, tap: Tap, argument: str = "") -> None:
        """The citizen touches something."""
        self.kiosk.tapped(tap, argument, self.now_s)

    def types(self, text: str) -> None:
        """Each key of a word, touched."""
        for each in text:
            self.tap(Tap.TYPE, each)

    def wait(self, seconds: float, *, beating: bool = True) -> None:
        """Time passes, the hall's beat with it unless it is away."""
        for _ in range(round(seconds / 0.5)):
            self.now_s += 0.5
            if beating:
                self.kiosk.heard(*beat(self.now_s - 1_000.0), self.now_s)
            self.kiosk.passed(self.now_s)

    def sent(self) -> list[Request]:
        """What has been sent since the last look."""
        requests = [message for _, message in self.kiosk.outbox if isinstance(message, Request)]
        self.kiosk.outbox.clear()
        return requests

    def is_on(self, page: Page) -> bool:
        """Whether the citizen is on a page."""
        return self.kiosk.flow.page is page

    def shown(self) -> Shown:
        """What the scene is given now."""
        return shown(self.kiosk.known(self.now_s))

    def take(self, matter: str = "GA01") -> Request:
        """Tap through to a request for a number."""
        self.tap(Tap.MATTER, matter)
        self.tap(Tap.TAKE)
        return self.sent()[-1]
