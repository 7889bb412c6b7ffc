"""The driver of counting pads on a line at 9600 baud, on virtual time, and beside panels."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.codecs.counters import CounterMap
from devices.counted import Station
from devices.last_counts import LastCounts
from devices.pad_maps import shipped_pads
from devices.pad_modbus import CountedPadDriver
from devices.panel_modbus import GAP_S, DigitPanel, ModbusDigits, shipped_maps
from devices.panels import PanelDriver
from devices.shared_line import SharedLine
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
from simulators.pad_modbus import SimulatedCountedPad
from simulators.panel_modbus import SimulatedDigitPanel
from simulators.wire import Fault, bit_flip, garbage, silence, truncation, twice
from tests.fakes.outlet import FakeOutlet
from tests.fakes.timed_line import TimedLine
from tests.fakes.virtual_line import VirtualLine

PADS = shipped_pads()
CALLING, TWELVE, RATING = PADS["calling-8"], PADS["calling-12"], PADS["rating-5"]
PLAIN = CounterMap(counters=0x20, keys=("call", "recall"))
SEGMENTS = shipped_maps()["segments-0080"]


@dataclass(slots=True)
class Bus:
    """Some pads on one line, at work."""

    maps: Sequence[CounterMap]
    begins_at: int = 0
    absent: int = 0
    last_counts: LastCounts = field(default_factory=LastCounts)
    outlet: FakeOutlet = field(default_factory=FakeOutlet)
    pads: list[SimulatedCountedPad] = field(init=False)
    driver: CountedPadDriver = field(init=False)
    line: TimedLine = field(init=False)

    def __post_init__(self) -> None:
        self.pads = [
            SimulatedCountedPad(no, its, self.begins_at) for no, its in enumerate(self.maps, 1)
        ]
        self.line = TimedLine(self.pads)
        self.begin(self.last_counts)

    def begin(self, last_counts: LastCounts) -> None:
        """A gateway comes to the line."""
        count = len(self.maps)
        stations = [
            Station(id=f"pad-{no}", address=no, registers=self.maps[(no - 1) % count])
            for no in range(1, count + self.absent + 1)
        ]
        self.driver = CountedPadDriver(self.outlet, stations, last_counts=last_counts)
        self.driver.opened(self.line, self.line.now_s)
        self.live(2.0)

    def live(self, seconds: float) -> None:
        self.line.live(self.driver, seconds)

    def seen_s(self, pad: int, key: str = "call") -> float:
        """How long after the finger the hall is asked."""
        told, begun_s = len(self.pressed), self.line.now_s
        self.pads[pad].press(key)
        self.line.live(self.driver, 1.0, lambda: len(self.pressed) > told)
        return self.line.now_s - begun_s

    def lit(self) -> bool:
        return self.pads[0].asking

    @property
    def pressed(self) -> list[tuple[str, Key]]:
        return self.outlet.presses


@pytest.mark.parametrize("registers", [CALLING, PLAIN])
@pytest.mark.parametrize("begins_at", [0, 7, 0xFFFF])
def test_a_key_is_pressed_once_however_its_counter_stands(
    registers: CounterMap, begins_at: int
) -> None:
    """Also over the counter's wrap; what was counted before the gateway came is no press."""
    bus = Bus([registers], begins_at=begins_at)
    assert bus.pressed == []
    bus.pads[0].press("call")
    bus.live(0.5)
    bus.pads[0].press("recall")
    bus.live(0.5)
    assert bus.pressed == [("pad-1", Key.CALL), ("pad-1", Key.RECALL)]


def test_keys_pressed_between_two_questions_all_count() -> None:
    """The counters tell what one register cannot."""
    bus = Bus([CALLING])
    for key in ("pause", "call", "recall"):
        bus.pads[0].press(key)
    bus.live(0.5)
    assert sorted(bus.pressed) == [("pad-1", Key(key)) for key in ("call", "pause", "recall")]


@pytest.mark.parametrize("pads", [1, 8])
def test_a_key_is_seen_within_a_fifth_of_a_second_on_a_line_of_eight(pads: int) -> None:
    """At 9600 baud, each byte in its own time; wherever in the cycle it is pressed."""
    bus = Bus([CALLING] * pads)
    random = Random(4)
    for _ in range(40):
        bus.live(random.uniform(0.3, 0.6))
        assert bus.seen_s(random.randrange(pads)) <= 0.2


@pytest.mark.parametrize(("pads", "cycle_s"), [(12, 0.29), (20, 0.48)])
def test_beyond_eight_a_key_is_seen_within_one_cycle(pads: int, cycle_s: float) -> None:
    """A cycle is 24 ms for each pad."""
    bus = Bus([CALLING] * pads)
    assert max(bus.seen_s(pad) for pad in range(10)) <= cycle_s


def test_dead_stations_cost_the_living_little() -> None:
    """Four absent pads: one question in half a second at most, and it is told which are absent."""
    bus = Bus([CALLING] * 4, absent=4)
    assert [bus.outlet.online(f"pad-{no}") for no in range(1, 9)] == [True] * 4 + [False] * 4
    assert bus.outlet.codes("pad-8") == ["no_answer"]
    bus.live(5.0)
    asked = [bus.outlet.count(f"pad-{no}", "misses") for no in range(5, 9)]
    bus.live(10.0)
    more = [bus.outlet.count(f"pad-{no}", "misses") for no in range(5, 9)]
    assert sum(more) - sum(asked) <= 8
    assert max(bus.seen_s(turn % 4) for turn in range(20)) <= 0.25


def test_a_pad_that_comes_back_shows_how_things_stand_and_has_pressed_nothing() -> None:
    """A power cut sets counters to nought: no press; a press after it counts."""
    bus = Bus([CALLING], begins_at=40)
    pad = bus.pads[0]
    bus.driver.obey("pad-1", ShowOnPad(id="s", ttl_s=5, waiting=3, number="A012"), bus.line.now_s)
    bus.live(0.3)
    assert pad.shown == "  3 A012"
    pad.switch(on=False)
    bus.live(3.0)
    assert not bus.outlet.online("pad-1")
    pad.switch(on=True)
    bus.live(20.0)
    assert (bus.outlet.online("pad-1"), pad.shown, bus.pressed) == (True, "  3 A012", [])
    pad.press("call")
    bus.live(0.3)
    assert bus.pressed == [("pad-1", Key.CALL)]


def test_what_was_pressed_while_nobody_asked_is_told_and_not_carried_out() -> None:
    """A pad cut off for longer than five seconds beeps three times when it is asked again."""
    bus = Bus([CALLING])
    pad = bus.pads[0]
    pad.powered = False
    bus.live(8.0)
    pad.press("call")
    pad.powered = True
    bus.live(20.0)
    assert bus.pressed == []
    assert pad.beeps == 3


@pytest.mark.parametrize("registers", [CALLING, TWELVE])
def test_what_was_pressed_while_there_was_no_gateway_is_told(
    registers: CounterMap, tmp_path: Path
) -> None:
    """The next gateway knows where the counters stood: three beeps, and nothing carried out."""
    kept = tmp_path / "gateway.counts"
    bus = Bus([registers, registers], last_counts=LastCounts(kept))
    bus.pads[0].press("call")
    bus.live(0.5)
    bus.pads[0].press("recall")
    bus.begin(LastCounts(kept))
    assert bus.pressed == [("pad-1", Key.CALL)]
    assert [pad.beeps for pad in bus.pads] == [3, 0]
    bus.pads[0].press("pause")
    bus.live(0.5)
    assert bus.pressed == [("pad-1", Key.CALL), ("pad-1", Key.PAUSE)]


def test_counts_that_cannot_be_read_are_forgotten(tmp_path: Path) -> None:
    """A file that was cut off, or of another register map, costs no start."""
    kept = tmp_path / "gateway.counts"
    LastCounts(kept).note("pad-1", (1, 2, 3))
    assert LastCounts(kept).of("pad-1", 3) == (1, 2, 3)
    assert LastCounts(kept).of("pad-1", 8) is None
    kept.write_text('{"pad-1": [1, 2', encoding="utf-8")
    assert LastCounts(kept).of("pad-1", 3) is None


def test_figures_go_with_the_key_that_they_were_keyed_for() -> None:
    """The window of a transfer, the clerk who signs in; a call takes none."""
    bus = Bus([TWELVE])
    bus.pads[0].press("transfer", keyed=12)
    bus.live(0.3)
    bus.pads[0].press("sign_in")
    bus.live(0.3)
    bus.pads[0].press("call")
    bus.live(0.3)
    assert [key for _, key in bus.pressed] == [Key.TRANSFER, Key.SIGN_IN, Key.CALL]
    assert bus.outlet.digits == ["12", "", ""]


def test_commands_are_answered_when_the_pad_has_taken_them() -> None:
    """Shown and beeped; what the pad cannot do is refused, and so is a register it lacks."""
    bus = Bus([CALLING])
    now_s = bus.line.now_s
    bus.driver.obey("pad-1", ShowOnPad(id="s", ttl_s=5, waiting=1234, number="Z001"), now_s)
    bus.driver.obey("pad-1", Beep(id="b", ttl_s=5, times=1), now_s)
    bus.driver.obey("pad-1", ShowText(id="t", ttl_s=5, text="请"), now_s)
    bus.live(0.5)
    assert bus.outlet.answers == {
        "t": AnswerOutcome.FAILED,
        "s": AnswerOutcome.SHOWN,
        "b": AnswerOutcome.SHOWN,
    }
    assert (bus.pads[0].shown, bus.pads[0].beeps) == ("999 Z001", 1)


@pytest.mark.parametrize(
    ("status", "display"),
    [(WindowStatus.PAUSED, "  7 STOP"), (WindowStatus.CLOSED, " " * 8)],
)
def test_the_display_says_whether_the_window_works(status: WindowStatus, display: str) -> None:
    """On a pause it says so, and without a clerk it is dark."""
    bus = Bus([CALLING])
    said = ShowOnPad(id="s", ttl_s=5, waiting=7, status=status)
    bus.driver.obey("pad-1", said, bus.line.now_s)
    bus.live(0.3)
    assert bus.pads[0].shown == display


def test_while_the_hall_is_away_the_display_says_so() -> None:
    """Two dashes for each number; when the hall is back, how things stand."""
    bus = Bus([CALLING])
    bus.driver.obey("pad-1", ShowOnPad(id="s", ttl_s=5, waiting=3, number="A012"), bus.line.now_s)
    bus.live(0.3)
    bus.outlet.alive = False
    bus.live(0.3)
    assert bus.pads[0].shown == " --   --"
    bus.driver.unanswered("pad-1", bus.line.now_s)
    bus.live(0.3)
    assert bus.pads[0].beeps == 3
    bus.outlet.alive = True
    bus.live(0.3)
    assert bus.pads[0].shown == "  3 A012"


def test_a_rating_answers_the_open_question_once() -> None:
    """Lit while it is open; a press without a question beeps."""
    bus = Bus([RATING])
    pad, now_s = bus.pads[0], bus.line.now_s
    bus.driver.obey("pad-1", AskRating(id="a", ttl_s=5, service="s-1", open_s=30), now_s)
    bus.live(0.3)
    assert bus.lit()
    pad.press(4)
    bus.live(0.3)
    assert not bus.lit()
    pad.press(1)
    bus.live(0.3)
    assert bus.outlet.ratings == [("pad-1", "s-1", 4)]
    assert pad.beeps == 3
    bus.driver.obey("pad-1", AskRating(id="b", ttl_s=5, service="s-2", open_s=30), bus.line.now_s)
    bus.driver.obey("pad-1", CloseRating(id="c", ttl_s=5, service="s-2"), bus.line.now_s)
    bus.live(0.3)
    assert not bus.lit()


def test_a_rating_pad_without_a_lamp_takes_ratings_all_the_same() -> None:
    """Its map names counters and levels alone."""
    bus = Bus([CounterMap(counters=0x20, levels=(1, 2, 3, 4, 5))])
    question = AskRating(id="q1", ttl_s=5, service="s-9", open_s=60)
    bus.driver.obey("pad-1", question, bus.line.now_s)
    bus.pads[0].press(4)
    bus.live(0.5)
    assert bus.outlet.answers["q1"] is AnswerOutcome.DONE
    assert bus.outlet.ratings == [("pad-1", "s-9", 4)]


def test_a_dead_pad_and_a_wrong_map_are_told() -> None:
    """A command to a pad that does not answer fails at once."""
    bus = Bus([CALLING], absent=1)
    bus.driver.obey("pad-2", Beep(id="b", ttl_s=5, times=1), bus.line.now_s)
    assert bus.outlet.answers == {"b": AnswerOutcome.FAILED}
    lacking = SimulatedCountedPad(1, PLAIN)
    driver = CountedPadDriver(bus.outlet, [Station(id="x", address=1, registers=CALLING)])
    line = TimedLine([lacking])
    driver.opened(line, line.now_s)
    driver.obey("x", Beep(id="y", ttl_s=5, times=1), line.now_s)
    line.live(driver, 1.0)
    assert bus.outlet.answers["y"] is AnswerOutcome.FAILED


def _told(outlet: FakeOutlet, presses: int) -> bool:
    return len(outlet.presses) == presses


def test_pads_and_panels_share_a_line_by_turns() -> None:
    """A panel shows its number and blinks, and a key is still seen within two cycles."""
    outlet = FakeOutlet()
    pads = [SimulatedCountedPad(no, CALLING) for no in range(1, 5)]
    panel = SimulatedDigitPanel(9, SEGMENTS)
    pad_driver = CountedPadDriver(
        outlet, [Station(id=f"pad-{no}", address=no, registers=CALLING) for no in range(1, 5)]
    )
    panel_driver = PanelDriver(
        outlet, [DigitPanel(id="panel", address=9, registers=SEGMENTS)], ModbusDigits()
    )
    served = {f"pad-{no}": pad_driver for no in range(1, 5)}
    driver = SharedLine([pad_driver, panel_driver], {**served, "panel": panel_driver}, GAP_S)
    line = TimedLine([*pads, panel])
    driver.opened(line, line.now_s)
    line.live(driver, 2.0)
    assert all(outlet.online(device) for device in ("pad-1", "pad-4", "panel"))
    driver.obey("panel", ShowText(id="t", ttl_s=5, text="请A012号", blink=True), line.now_s)
    for turn in range(1, 9):
        pads[turn % 4].press("call")
        begun_s = line.now_s
        line.live(driver, 1.0, partial(_told, outlet, turn))
        assert line.now_s - begun_s <= 0.2
        line.live(driver, 0.25)
    assert outlet.answers["t"] is AnswerOutcome.SHOWN
    line.live(driver, 6.0)
    assert panel.shown == "A012"
    assert outlet.count("panel", "misses") == 0
    driver.unanswered("pad-1", line.now_s)
    line.live(driver, 0.5)
    assert pads[0].beeps == 3
    driver.lost()
    assert outlet.codes("pad-1") == outlet.codes("panel") == ["line_lost"]


faults: st.SearchStrategy[Fault] = st.one_of(
    st.builds(garbage, st.binary(min_size=1, max_size=12)),
    st.builds(truncation, st.integers(1, 12)),
    st.builds(bit_flip, st.integers(0, 400)),
    st.just(silence),
    st.just(twice),
)
troubles = st.lists(st.tuples(faults, st.booleans(), st.integers(1, 3)), max_size=4)


@given(troubles, st.sampled_from([None, 1, 3]), st.integers(0, 0xFFFF))
@settings(max_examples=60)
def test_whatever_happens_to_the_line_no_press_is_lost_doubled_or_invented(
    troubles: list[tuple[Fault, bool, int]], drip: int | None, begins_at: int
) -> None:
    """The counter still knows; seen too late, the press is told instead of carried out."""
    outlet = FakeOutlet()
    pad = SimulatedCountedPad(1, CALLING, begins_at)
    driver = CountedPadDriver(outlet, [Station(id="pad-1", address=1, registers=CALLING)])
    line = VirtualLine([pad])
    driver.opened(line, line.now_s)
    line.live(driver, 1.0)
    line.disturb(troubles, drip)
    pad.press("call")
    line.live(driver, 4.0)
    line.wire.calm()
    line.live(driver, 20.0, lambda: bool(outlet.presses or pad.beeps))
    line.live(driver, 1.0)
    assert (outlet.presses, pad.beeps) in (([("pad-1", Key.CALL)], 0), ([], 3))
