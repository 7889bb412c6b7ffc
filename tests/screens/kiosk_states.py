"""Every state of the kiosk that a person can see, and how to come there by touch."""

from collections.abc import Callable, Mapping
from typing import Final

from hall.bus.messages import PrintOutcome, Refused
from tests.screens.hall_messages import CLOSED, DOUBTFUL, beat, device_states
from tests.screens.kiosk_stage import PIN, KioskStage

Play = Callable[[KioskStage], None]


def _touches(*names: str, closed: tuple[str, ...] = ()) -> Play:
    def play(stage: KioskStage) -> None:
        stage.hears_hall(*closed)
        for name in names:
            stage.touch(name)

    return play


def _issued(outcome: PrintOutcome, *first: str) -> Play:
    def play(stage: KioskStage) -> None:
        _touches(*first, "matter:GA01", "take")(stage)
        stage.gets_number(outcome)

    return play


def _unanswered(stage: KioskStage) -> None:
    _touches("matter:GA01", "take")(stage)
    stage.waits(11)


def _alone(seconds: float, *names: str) -> Play:
    def play(stage: KioskStage) -> None:
        _touches(*names)(stage)
        for _ in range(round(seconds)):
            stage.waits(1)
            stage.hears([beat()])

    return play


def _refused(stage: KioskStage) -> None:
    _touches("matter:SS01", "take")(stage)
    stage.replied(Refused(request=stage.last_take().id, code="full", text=CLOSED))


def _doubtful(*first: str) -> Play:
    def play(stage: KioskStage) -> None:
        _touches(*first, "matter:GA01", "take")(stage)
        request = stage.last_take().id
        stage.replied(Refused(request=request, code="doubtful_number", text=DOUBTFUL))

    return play


def _serviced(*names: str) -> Play:
    """A technician has knocked; some devices are well and one is not."""

    def play(stage: KioskStage) -> None:
        stage.hears_hall()
        stage.hears(device_states())
        for _ in range(5):
            stage.touch("clock")
        for name in names:
            stage.touch(name)

    return play


_PIN: Final = tuple(f"type:{digit}" for digit in PIN)


def _away(stage: KioskStage) -> None:
    _touches("matter:GA01")(stage)
    stage.waits(4)


STATES: Final[Mapping[str, Play]] = {
    "connecting": lambda stage: stage.settle(),
    "start": _touches(),
    "start-closed": _touches(closed=("SS",)),
    "start-english": _touches("language"),
    "start-large": _touches("large"),
    "start-large-english": _touches("large", "language"),
    "categories": _touches("all"),
    "matters": _touches("all", "category:ZH"),
    "matters-2": _touches("all", "category:ZH", "turn:on"),
    "search": _touches("search", "type:S", "type:F", "type:Z"),
    "search-empty": _touches("search"),
    "search-nothing": _touches("search", "type:Q", "type:Q"),
    "guide": _touches("matter:BD01"),
    "guide-english": _touches("language", "matter:BD01"),
    "guide-large": _touches("large", "matter:BD01"),
    "guide-long": _touches("all", "category:ZH", "matter:ZH02"),
    "guide-closed": _touches("matter:SS01", closed=("SS",)),
    "pick-up": _touches("category:CJ"),
    "life": _touches("lives"),
    "life-matters": _touches("lives", "life:home"),
    "ticks": _touches("matter:BD01", "ticks"),
    "ticks-some": _touches("matter:BD01", "ticks", "tick:0"),
    "ticks-large": _touches("large", "matter:BD01", "ticks"),
    "needs": _touches("matter:BD01", "needs", "need:low_counter"),
    "receipt": _touches("category:CJ", "receipt", "type:3", "type:3", "type:R"),
    "doubt": _doubtful(),
    "doubt-large": _doubtful("large"),
    "pin": _serviced("type:1", "type:2"),
    "service": _serviced(*_PIN, "enter"),
    "spoken": _touches("spoken"),
    "contrast-start": _touches("contrast"),
    "contrast-guide": _touches("contrast", "matter:BD01"),
    "contrast-issued-failed": _issued(PrintOutcome.FAILED, "contrast"),
    "low-start": _touches("low"),
    "low-start-large": _touches("low", "large"),
    "low-guide": _touches("low", "matter:BD01"),
    "low-search": _touches("low", "search", "type:S", "type:F", "type:Z"),
    "low-issued-large": _issued(PrintOutcome.FAILED, "low", "large"),
    "taking": _touches("matter:GA01", "take"),
    "issued-printing": _issued(PrintOutcome.PRINTING),
    "issued-printed": _issued(PrintOutcome.PRINTED),
    "issued-failed": _issued(PrintOutcome.FAILED),
    "issued-failed-english": _issued(PrintOutcome.FAILED, "language"),
    "issued-large": _issued(PrintOutcome.PRINTED, "large"),
    "refused": _refused,
    "help": _touches("help"),
    "unanswered": _unanswered,
    "asking": _alone(62, "matter:GA01"),
    "counting": _alone(80, "matter:GA01"),
    "away": _away,
}
LYING: Final = (
    "start",
    "start-large",
    "guide",
    "guide-large",
    "search",
    "receipt",
    "ticks",
    "ticks-large",
    "needs",
    "doubt",
    "life",
    "issued-printed",
    "issued-large",
    "contrast-start",
    "refused",
    "pin",
    "service",
)
