"""A kiosk on an offscreen stage."""

from pathlib import Path
from typing import Final

from display.settings import ScreenSettings
from hall.bus.messages import (
    NumberIssued,
    PrintOutcome,
    PrintProgress,
    Reply,
    Request,
    TakeNumber,
    WaitRange,
)
from hall.bus.topics import Channel, Kind, Topic
from kiosk.app import KioskApp
from kiosk.config import KioskConfig, Timing, VoiceSettings
from tests.screens.hall_messages import HALL, whole_hall
from tests.screens.screen_stage import ScreenStage

PORTRAIT: Final = (1080, 1920)
LANDSCAPE: Final = (1920, 1080)
PIN: Final = "2468"
AT_ONCE: Final = Timing(second_press_s=0)
"""A test touches faster than a person."""
REPLY: Final = Topic(HALL, Kind.KIOSK, "kiosk-1", Channel.REPLY)


def kiosk_config(cache: Path, timing: Timing = AT_ONCE) -> KioskConfig:
    """A kiosk of 21.5 inches."""
    return KioskConfig(
        hall=HALL,
        kiosk="kiosk-1",
        broker="mqtt://127.0.0.1:1883",
        cache=cache,
        screen=ScreenSettings(diagonal_in=21.5, reading_distance_mm=600, bottom_edge_mm=650),
        voice=VoiceSettings(speaker="no-such-speaker"),
        technician_pin=PIN,
        timing=timing,
    )


class KioskStage(ScreenStage[KioskApp]):
    """One kiosk, its window and its bus."""

    def __init__(
        self, cache: Path, size: tuple[int, int] = PORTRAIT, timing: Timing = AT_ONCE
    ) -> None:
        self.cache = cache
        self.app = KioskApp(kiosk_config(cache, timing), self.connect_bus, self.now_s)
        self.app.start(size)
        self.settle()

    def hears_hall(self, *closed: str) -> None:
        """Let the kiosk hear a whole hall; some categories may be closed."""
        self.hears(whole_hall(closed=closed))

    def replied(self, reply: Reply) -> None:
        """Let the kiosk hear a reply."""
        self.hears([(REPLY, reply)])

    def requests(self) -> list[Request]:
        """What the kiosk has asked."""
        return [message for _, message in self.published if isinstance(message, Request)]

    def last_take(self) -> TakeNumber:
        """The last request for a number."""
        takes = [message for message in self.requests() if isinstance(message, TakeNumber)]
        return takes[-1]

    def gets_number(self, outcome: PrintOutcome | None = None) -> None:
        """Answer the last request with a number, and tell what became of its paper."""
        request = self.last_take().id
        self.replied(issued_for(request))
        if outcome is not None:
            self.replied(PrintProgress(request=request, outcome=outcome))


def issued_for(request: str) -> NumberIssued:
    """A number for a request."""
    return NumberIssued(
        request=request,
        visit="v1",
        number="R014",
        token="t1",
        category="GA",
        ahead=6,
        area="E2",
        wait=WaitRange(low_min=20, high_min=35, method="queue"),
    )
