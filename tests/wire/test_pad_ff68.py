"""The driver of FF 68 pads against simulated pads over a pty, with the faults of lines."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from devices.codecs.ff68 import PadKey
from devices.codecs.ff68 import press as press_frame
from devices.pad_ff68 import Pad, PadDriver, Rater
from hall.bus.messages import (
    AnswerOutcome,
    AskRating,
    Beep,
    CloseRating,
    Key,
    ShowOnPad,
    ShowText,
    WindowStatus,
)
from simulators.pad_ff68 import RaterState, SimulatedPad, SimulatedRater
from simulators.wire import Fault, bit_flip, garbage, silence, truncation, twice
from tests.fakes.lines import Stage, stage
from tests.fakes.outlet import FakeOutlet
from tests.fakes.waiting import until


@dataclass(frozen=True, slots=True)
class Counter:
    """Two windows on one line: window 1 with both pads on one address, window 2 with a pad."""

    stage: Stage
    outlet: FakeOutlet
    pad: SimulatedPad
    rater: SimulatedRater
    other: SimulatedPad

    def press(self, key: PadKey) -> None:
        with self.stage.ports.lock:
            self.pad.press(key)

    def rate(self, level: int) -> None:
        with self.stage.ports.lock:
            self.rater.press(level)

    def ask(self, service: str, open_s: float = 30) -> None:
        command = AskRating(id=f"ask-{service}", ttl_s=5, service=service, open_s=open_s)
        self.stage.obey("rater-1", command)
        until(lambda: command.id in self.outlet.answers, "the question is asked")


class AskedWhenWritten:
    """A line on which nothing comes; it notes how often the hall had been asked at each write."""

    def __init__(self, outlet: FakeOutlet) -> None:
        self._outlet = outlet
        self.presses_by_then: list[int] = []

    def open(self) -> None:
        """It is."""

    def close(self) -> None:
        """It need not be."""

    def wake(self) -> None:
        """Nobody reads."""

    def read(self, timeout_s: float) -> bytes:
        """Silence."""
        return b""

    def write(self, data: bytes, timeout_s: float) -> None:
        """Note what had been asked."""
        self.presses_by_then.append(len(self._outlet.presses))


@pytest.fixture(params=["plain", "echoing"])
def counter(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Counter]:
    """Every behaviour is the same on a line that gives the host its own bytes back."""
    outlet = FakeOutlet()
    pads = [
        Pad(id="pad-1", address=1),
        Pad(id="pad-2", address=2, keys={PadKey.CANCEL: Key.NO_SHOW}),
    ]
    driver = PadDriver(outlet, pads, [Rater(id="rater-1", address=1)])
    pad, rater, other = SimulatedPad(1), SimulatedRater(1), SimulatedPad(2)
    echoing = request.param == "echoing"
    with stage(tmp_path, driver, [pad, rater, other], echoing=echoing) as made:
        until(lambda: outlet.online("pad-2"), "the line is open")
        yield Counter(made, outlet, pad, rater, other)


@pytest.mark.parametrize(
    ("key", "asked"),
    [
        (PadKey.CALL, Key.CALL),
        (PadKey.RECALL, Key.RECALL),
        (PadKey.RATE, Key.RATE),
        (PadKey.NO_SHOW, Key.NO_SHOW),
        (PadKey.PAUSE, Key.PAUSE),
        (PadKey.PARK, Key.PARK),
        (PadKey.CALL_BACK, Key.CALL_BACK),
        (PadKey.CANCEL, Key.CANCEL),
        (PadKey.CONFIRM, Key.SIGN_IN),
    ],
)
def test_a_key_reaches_the_hall_once_and_is_echoed(
    counter: Counter, key: PadKey, asked: Key
) -> None:
    """A press is acknowledged on the line and asks the hall once."""
    counter.press(key)
    until(lambda: counter.outlet.presses == [("pad-1", asked)], "the hall is asked")
    counter.press(PadKey.CALL if key is not PadKey.CALL else PadKey.RECALL)
    until(lambda: len(counter.outlet.presses) == 2, "the next press arrives")
    assert counter.pad.unheard == 0


def test_one_beep_says_done_and_three_say_refused(counter: Counter) -> None:
    """The hall's beeps, and our own when it is silent, are heard at the pad that asked."""
    counter.stage.obey("pad-1", Beep(id="done", ttl_s=5, times=1))
    until(lambda: counter.pad.beeps == 1, "one beep")
    counter.stage.unanswered("pad-1")
    until(lambda: counter.pad.beeps == 4, "three more beeps")
    assert counter.other.beeps == 0


@pytest.mark.parametrize(
    ("fault", "errors"),
    [
        (garbage(b"\x00\x55\xff\x13"), 1),
        (garbage(b"\xff\x68\x03\x03\x68\x01"), 1),
        (twice, 0),
    ],
)
def test_noise_and_doubles_neither_cost_nor_double_a_press(
    counter: Counter, fault: Fault, errors: int
) -> None:
    """A press behind noise arrives; a press that arrives twice counts once."""
    counter.stage.wire.disturb(fault, times=1)
    counter.press(PadKey.CALL)
    until(lambda: len(counter.outlet.presses) == 1, "the press arrives")
    counter.press(PadKey.RECALL)
    until(lambda: len(counter.outlet.presses) == 2, "the next press arrives")
    assert counter.outlet.presses == [("pad-1", Key.CALL), ("pad-1", Key.RECALL)]
    assert counter.outlet.count("pad-1", "wire_errors") == errors


@pytest.mark.parametrize("fault", [truncation(2), bit_flip(56), silence])
def test_a_damaged_press_is_repeated_by_the_pad_and_counts_once(
    counter: Counter, fault: Fault
) -> None:
    """Without an echo the pad sends again, and then the press counts."""
    counter.stage.wire.disturb(fault, times=1)
    counter.press(PadKey.CALL)
    until(lambda: counter.outlet.presses == [("pad-1", Key.CALL)], "the repeat arrives")
    assert counter.pad.unheard == 0


def test_a_lost_echo_makes_the_pad_repeat_and_the_press_counts_once(counter: Counter) -> None:
    """The host's echo may be lost twice: the pad repeats, the hall is asked once."""
    counter.stage.wire.disturb(silence, times=2, to_host=False)
    counter.press(PadKey.CALL)
    until(lambda: counter.outlet.count("pad-1", "repeats") == 2, "two repeats come")
    assert counter.outlet.presses == [("pad-1", Key.CALL)]


def test_a_slow_drip_is_still_one_press(counter: Counter) -> None:
    """A frame that arrives byte by byte is a press."""
    counter.stage.wire.drip_bytes = 1
    counter.press(PadKey.CALL)
    until(lambda: counter.outlet.presses == [("pad-1", Key.CALL)], "the press arrives")


def test_the_hall_is_asked_before_the_pad_has_its_echo() -> None:
    """A person waits for the call; the echo takes its time on the line."""
    outlet = FakeOutlet()
    pad = PadDriver(outlet, [Pad(id="pad-1", address=1)], [])
    line = AskedWhenWritten(outlet)
    pad.opened(line, 0.0)
    pad.received(press_frame(1, PadKey.CALL).to_bytes(), 0.0)
    assert line.presses_by_then == [1]


@pytest.mark.parametrize("counter", ["plain"], indirect=True)
def test_commands_in_the_middle_of_a_frame_do_not_break_it(counter: Counter) -> None:
    """While a press drips in, the hall shows something; the press still arrives whole."""
    counter.stage.wire.drip_bytes = 1
    counter.press(PadKey.CALL)
    for count in range(10):
        counter.stage.obey("pad-2", ShowOnPad(id=f"s{count}", ttl_s=5, waiting=count))
        until(partial(counter.outlet.answers.__contains__, f"s{count}"), "it is shown")
    until(lambda: counter.outlet.presses == [("pad-1", Key.CALL)], "the press arrives")
    until(lambda: counter.other.display == "009   ", "the last is shown")
    assert counter.outlet.count("pad-1", "wire_errors") == 0


@pytest.mark.parametrize("counter", ["plain"], indirect=True)
@pytest.mark.parametrize("act", ["press", "show", "beep"])
def test_an_echo_that_nobody_told_of_is_a_fault_and_no_loop(counter: Counter, act: str) -> None:
    """The technician is told to set `local_echo`; a press counts once, and the line falls quiet."""
    counter.stage.wire.echoing = True
    if act == "press":
        counter.press(PadKey.CALL)
    elif act == "show":
        counter.stage.obey("pad-1", ShowOnPad(id="s", ttl_s=5, waiting=1))
    else:
        counter.stage.obey("pad-1", Beep(id="b", ttl_s=5, times=1))
    until(lambda: counter.outlet.codes("pad-1") == ["echoes"], "the fault is told")
    until(lambda: counter.outlet.codes("rater-1") == ["echoes"], "the other pad there has it too")
    assert counter.outlet.presses == ([("pad-1", Key.CALL)] if act == "press" else [])
    assert counter.pad.beeps == (act == "beep")
    counter.stage.wire.calm()
    counter.press(PadKey.RECALL)
    until(lambda: counter.outlet.codes("pad-1") == [], "a press without an echo ends it")


def test_a_key_without_a_meaning_is_refused_on_the_spot(counter: Counter) -> None:
    """Three beeps, and the hall is not asked."""
    counter.press(PadKey.ONE_METRE)
    until(lambda: counter.pad.beeps == 3, "three beeps")
    assert counter.outlet.presses == []


@pytest.mark.parametrize(
    ("key", "figures", "asked"),
    [(PadKey.TRANSFER, "12", Key.TRANSFER), (PadKey.CONFIRM, "07", Key.SIGN_IN)],
)
def test_figures_go_with_their_key(counter: Counter, key: PadKey, figures: str, asked: Key) -> None:
    """The window of a transfer; the clerk who signs in."""
    with counter.stage.ports.lock:
        counter.pad.press(key, figures)
    until(lambda: counter.outlet.presses == [("pad-1", asked)], "the hall is asked")
    assert counter.outlet.digits == [figures]


@pytest.mark.parametrize(
    ("status", "display"),
    [
        (WindowStatus.OPEN, "007   "),
        (WindowStatus.PAUSED, "007000"),
        (WindowStatus.CLOSED, " " * 6),
    ],
)
def test_the_display_says_whether_the_window_works(
    counter: Counter, status: WindowStatus, display: str
) -> None:
    """A pause is 000, and without a clerk the display is dark."""
    counter.stage.obey("pad-1", ShowOnPad(id="s", ttl_s=5, waiting=9, number="A012"))
    until(lambda: counter.pad.display == "009012", "it was lit")
    counter.stage.obey("pad-1", ShowOnPad(id="t", ttl_s=5, waiting=7, status=status))
    until(lambda: counter.pad.display == display, "the display says so")


def test_settings_give_a_key_its_meaning(counter: Counter) -> None:
    """On pad 2 the cancel key means no-show."""
    with counter.stage.ports.lock:
        counter.other.press(PadKey.CANCEL)
    until(lambda: counter.outlet.presses == [("pad-2", Key.NO_SHOW)], "the key is translated")


def test_the_display_shows_who_waits_and_the_number(counter: Counter) -> None:
    """Left three digits the waiting, right three the number in hand."""
    counter.stage.obey("pad-1", ShowOnPad(id="s1", ttl_s=5, waiting=7, number="A012"))
    until(lambda: counter.pad.display == "007012", "the digits are lit")
    counter.stage.obey("pad-1", ShowOnPad(id="s2", ttl_s=5, waiting=6))
    until(lambda: counter.pad.display == "006   ", "the number is gone")
    until(lambda: "s2" in counter.outlet.answers, "the second is answered")
    assert counter.outlet.answers == {"s1": AnswerOutcome.SHOWN, "s2": AnswerOutcome.SHOWN}


def test_a_rating_belongs_to_the_open_question_and_closes_it(counter: Counter) -> None:
    """The service of the question goes to the hall with the level, once."""
    counter.ask("s-1")
    until(lambda: counter.rater.state is RaterState.ASKING, "the pad asks")
    counter.rate(5)
    until(lambda: counter.outlet.ratings == [("rater-1", "s-1", 5)], "the rating arrives")
    until(lambda: counter.rater.state is RaterState.THANKING, "the pad thanks")
    counter.rate(1)
    until(lambda: counter.rater.beeps == 3, "a second press only beeps")
    assert counter.outlet.ratings == [("rater-1", "s-1", 5)]
    counted = counter.outlet.states["rater-1"].counters or {}
    assert {name: count for name, count in counted.items() if "rated" in name} == {"rated_5": 1}


def test_a_rating_without_a_question_only_beeps(counter: Counter) -> None:
    """Nobody asked, so nothing is sent to the hall."""
    counter.rate(5)
    until(lambda: counter.rater.beeps == 3, "three beeps")
    assert counter.outlet.ratings == []


def test_a_closed_question_takes_no_rating(counter: Counter) -> None:
    """After the hall closes it, a press only beeps; another service's closing does nothing."""
    counter.ask("s-1")
    counter.stage.obey("rater-1", CloseRating(id="c0", ttl_s=5, service="s-0"))
    counter.rate(4)
    until(lambda: len(counter.outlet.ratings) == 1, "the question was still open")
    counter.ask("s-2")
    counter.stage.obey("rater-1", CloseRating(id="c2", ttl_s=5, service="s-2"))
    counter.rate(2)
    until(lambda: counter.rater.beeps == 3, "three beeps")
    assert len(counter.outlet.ratings) == 1


def test_a_question_ends_after_its_time(counter: Counter) -> None:
    """`open_s` is the gateway's own bound, should the hall be silent."""
    counter.ask("s-1", open_s=0)
    counter.rate(3)
    until(lambda: counter.rater.beeps == 3, "three beeps")
    assert counter.outlet.ratings == []


def test_a_replugged_line_shows_again_what_was_shown(counter: Counter) -> None:
    """What came while the line was lost is on the display when it is back."""
    with counter.stage.ports.lock:
        counter.stage.port.unplug()
    until(lambda: not counter.outlet.online("pad-1"), "the loss is noticed")
    assert counter.outlet.codes("pad-1") == ["line_lost"]
    counter.stage.obey("pad-1", ShowOnPad(id="s1", ttl_s=5, waiting=3, number="C014"))
    until(lambda: counter.outlet.answers.get("s1") is AnswerOutcome.FAILED, "it is told so")
    with counter.stage.ports.lock:
        counter.stage.port.plug()
    until(lambda: counter.pad.display == "003014", "the digits are lit")
    assert counter.outlet.codes("pad-1") == []


def test_what_a_pad_cannot_do_is_refused(counter: Counter) -> None:
    """A text is for panels; a beep works on both pads."""
    counter.stage.obey("pad-1", ShowText(id="t", ttl_s=5, text="请"))
    counter.stage.obey("rater-1", Beep(id="b", ttl_s=5, times=2))
    until(lambda: counter.rater.beeps == 2, "two beeps")
    assert counter.outlet.answers == {"t": AnswerOutcome.FAILED, "b": AnswerOutcome.DONE}
