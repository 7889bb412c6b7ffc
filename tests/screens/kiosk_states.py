"""Every state of the kiosk that a person can see, and how to come there by touch."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from hall.bus.messages import (
    Accepted,
    BookTime,
    CodeAnswer,
    CodeMeaning,
    DeviceCard,
    HallWide,
    PrintOutcome,
    PrintProgress,
    ReceiptAnswer,
    ReceiptStanding,
    Refused,
    Scanned,
    SlotsAnswer,
    Text,
)
from hall.bus.topics import Channel, Kind, Topic
from hall.controller.asides import CODE_TEXTS, TEXTS
from tests.screens.hall_messages import (
    CLOSED,
    DOUBTFUL,
    HALL,
    beat,
    device_states,
    queue_view,
    site_view,
    slots_answer,
    time_booked,
    version,
    view_topic,
)
from tests.screens.hall_words import (
    ANNOUNCEMENT,
    EARLY,
    EMERGENCY,
    LATE,
    PAUSED,
    REHEARSAL,
    SLOT_GONE,
)
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


def _unseen(stage: KioskStage) -> None:
    """Somebody asks for help while no page of the service desk is open."""
    _touches("help")(stage)
    stage.hears([(view_topic(Kind.QUEUE), queue_view(2, desk_open=False))])
    stage.replied(Accepted(request=stage.requests()[-1].id))


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


def _answered(standing: ReceiptStanding | None, *first: str) -> Play:
    """The hall has said whether the result of a receipt is ready, or not yet."""

    def play(stage: KioskStage) -> None:
        _touches(*first, "category:CJ", "type:3", "type:3", "check")(stage)
        if standing is not None:
            request = stage.requests()[-1].id
            text = TEXTS[standing]
            stage.replied(ReceiptAnswer(request=request, standing=standing, text=text))

    return play


def _checked_in(code: str | None, text: Text = LATE, *first: str) -> Play:
    """The hall refuses an appointment's code, or has not answered yet."""

    def play(stage: KioskStage) -> None:
        _touches(*first, "appointment", "type:7", "type:Q", "type:4", "check_in")(stage)
        if code is not None:
            stage.replied(Refused(request=stage.requests()[-1].id, code=code, text=text))

    return play


def _to_days(*first: str) -> Play:
    """From the guide of a matter to the days that the hall offers."""

    def play(stage: KioskStage) -> None:
        _touches(*first, "matter:BD01", "book")(stage)
        stage.replied(slots_answer(stage.requests()[-1].id))

    return play


def _no_days(stage: KioskStage) -> None:
    _touches("matter:BD01", "book")(stage)
    asked = stage.requests()[-1].id
    stage.replied(SlotsAnswer(request=asked, category="BD", slots=()))


def _to_time(*first: str) -> Play:
    """On to one time of the next day."""

    def play(stage: KioskStage) -> None:
        _to_days(*first)(stage)
        stage.touch("day:2026-03-03")
        stage.touch("time:2026-03-03T02:00:00+00:00")

    return play


def _times(stage: KioskStage) -> None:
    _to_days()(stage)
    stage.touch("day:2026-03-03")


def _booking(stage: KioskStage) -> None:
    _to_time()(stage)
    stage.touch("agree")


def _booked(outcome: PrintOutcome, *first: str) -> Play:
    """A time is booked, and something became of its paper."""

    def play(stage: KioskStage) -> None:
        _to_time(*first)(stage)
        stage.touch("agree")
        asked = stage.requests()[-1]
        assert isinstance(asked, BookTime)
        stage.replied(time_booked(asked.id, asked.starts_at))
        stage.replied(PrintProgress(request=stage.requests()[-1].id, outcome=outcome))

    return play


def _not_booked(stage: KioskStage) -> None:
    _to_time()(stage)
    stage.touch("agree")
    stage.replied(Refused(request=stage.requests()[-1].id, code="slot_is_booked", text=SLOT_GONE))


def _code_unknown(stage: KioskStage) -> None:
    """A scan on the start page that the hall knows nothing by."""
    stage.hears_hall()
    topic = Topic(HALL, Kind.SCANNER, "scanner-1", Channel.EVENT)
    devices = (*site_view().devices, DeviceCard(id="scanner-1", kind="scanner", kiosk="kiosk-1"))
    told = replace(site_view(), version=version(2), devices=devices)
    stage.hears([(view_topic(Kind.SITE), told), (topic, Scanned(id="s", code="6901234567892"))])
    asked = stage.requests()[-1].id
    text = CODE_TEXTS[CodeMeaning.UNKNOWN]
    stage.replied(CodeAnswer(request=asked, meaning=CodeMeaning.UNKNOWN, text=text))


def _together(*names: str) -> Play:
    return _touches("matter:BD01", "another", "matter:GA01", *names)


def _issued_together(outcome: PrintOutcome, *first: str) -> Play:
    """One number for two matters, and something became of its paper."""

    def play(stage: KioskStage) -> None:
        _touches(*first, "matter:BD01", "another", "matter:GA01", "take")(stage)
        stage.gets_number(outcome)

    return play


def _guide_printed(outcome: PrintOutcome) -> Play:
    def play(stage: KioskStage) -> None:
        _touches("matter:BD01", "print_guide")(stage)
        request = stage.requests()[-1].id
        stage.replied(PrintProgress(request=request, outcome=outcome))

    return play


def _tested(stage: KioskStage) -> None:
    _serviced(*_PIN, "enter", "print_test")(stage)
    request = stage.requests()[-1].id
    stage.replied(PrintProgress(request=request, outcome=PrintOutcome.PRINTED))


def _hall_wide(wide: HallWide, *names: str) -> Play:
    def play(stage: KioskStage) -> None:
        _touches(*names)(stage)
        stage.hears([(view_topic(Kind.QUEUE), queue_view(2, hall_wide=wide))])

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
    "search-nothing": _touches("search", "type:V", "type:V"),
    "guide": _touches("matter:BD01"),
    "guide-english": _touches("language", "matter:BD01"),
    "guide-large": _touches("large", "matter:BD01"),
    "guide-long": _touches("all", "category:ZH", "matter:ZH02"),
    "guide-closed": _touches("matter:SS01", closed=("SS",)),
    "pick-up": _touches("category:CJ", "without"),
    "life": _touches("all", "lives"),
    "life-matters": _touches("all", "lives", "life:home"),
    "ticks": _touches("matter:BD01", "ticks"),
    "ticks-some": _touches("matter:BD01", "ticks", "tick:0"),
    "ticks-large": _touches("large", "matter:BD01", "ticks"),
    "needs": _touches("matter:BD01", "needs", "need:low_counter"),
    "needs-large": _touches("large", "matter:BD01", "needs", "need:green"),
    "receipt": _touches("category:CJ", "type:3", "type:3", "type:R"),
    "receipt-large": _touches("large", "category:CJ"),
    "receipt-english": _touches("language", "category:CJ", "type:3"),
    "result-asking": _answered(None),
    "result-ready": _answered(ReceiptStanding.READY),
    "result-not-ready": _answered(ReceiptStanding.NOT_READY),
    "result-not-ready-large": _answered(ReceiptStanding.NOT_READY, "large"),
    "result-unknown": _answered(ReceiptStanding.UNKNOWN),
    "appointment": _touches("appointment", "type:7", "type:Q", "type:4"),
    "appointment-english": _touches("language", "appointment"),
    "checking-in": _checked_in(None),
    "late": _checked_in("appointment_too_late"),
    "code-unknown": _code_unknown,
    "late-large": _checked_in("appointment_too_late", LATE, "large"),
    "late-english": _checked_in("appointment_too_late", LATE, "language"),
    "early": _checked_in("appointment_too_early", EARLY),
    "early-large": _checked_in("appointment_too_early", EARLY, "large"),
    "wish": _touches("appointment", "wish"),
    "days": _to_days(),
    "days-english": _to_days("language"),
    "days-large": _to_days("large"),
    "days-asking": _touches("matter:BD01", "book"),
    "days-none": _no_days,
    "times": _times,
    "agree": _to_time(),
    "agree-large": _to_time("large"),
    "booking": _booking,
    "not-booked": _not_booked,
    "booked": _booked(PrintOutcome.PRINTED),
    "booked-failed-english": _booked(PrintOutcome.FAILED, "language"),
    "booked-large": _booked(PrintOutcome.PRINTED, "large"),
    "low-booked-large": _booked(PrintOutcome.PRINTED, "low", "large"),
    "contrast-booked": _booked(PrintOutcome.PRINTED, "contrast"),
    "another": _touches("matter:BD01", "another"),
    "together": _together(),
    "together-large": _touches("large", "matter:BD01", "another", "matter:GA01"),
    "together-english": _touches("language", "matter:BD01", "another", "matter:GA01"),
    "together-guide": _together("back"),
    "issued-together": _issued_together(PrintOutcome.PRINTED),
    "issued-together-failed-large": _issued_together(PrintOutcome.FAILED, "large"),
    "guide-printed": _guide_printed(PrintOutcome.PRINTED),
    "guide-large-english": _touches("large", "language", "matter:BD01"),
    "guide-unprinted": _guide_printed(PrintOutcome.FAILED),
    "emergency": _hall_wide(EMERGENCY),
    "emergency-english": _hall_wide(EMERGENCY, "language"),
    "contrast-emergency": _hall_wide(EMERGENCY, "contrast", "large"),
    "paused": _hall_wide(PAUSED),
    "announcement": _hall_wide(ANNOUNCEMENT),
    "rehearsal": _hall_wide(REHEARSAL),
    "rehearsal-large-english": _hall_wide(REHEARSAL, "large", "language"),
    "doubt": _doubtful(),
    "doubt-large": _doubtful("large"),
    "pin": _serviced("type:1", "type:2"),
    "service": _serviced(*_PIN, "enter"),
    "service-test": _tested,
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
    "issued-failed-large-english": _issued(PrintOutcome.FAILED, "large", "language"),
    "refused": _refused,
    "help": _touches("help"),
    "help-unseen": _unseen,
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
    "result-ready",
    "appointment",
    "late",
    "code-unknown",
    "early",
    "wish",
    "days",
    "days-none",
    "times",
    "agree-large",
    "booked",
    "booked-large",
    "another",
    "together",
    "guide-printed",
    "guide-english",
    "guide-large-english",
    "emergency",
    "contrast-emergency",
    "result-not-ready-large",
    "together-large",
    "receipt-large",
    "late-large",
    "rehearsal",
    "paused",
    "categories",
    "issued-together",
    "issued-together-failed-large",
    "issued-printed",
    "issued-failed-large-english",
    "contrast-start",
    "refused",
    "pin",
    "service",
)
