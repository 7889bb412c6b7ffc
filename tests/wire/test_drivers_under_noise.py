"""Drivers of pads and panels on lines that go wrong in every way, on virtual time.

A two-bit error passes the pads' checksum one time in twenty, so that here one bit is wrong at most
in a transmission; what the pad's display then shows is the clerk's own check.
"""

from collections.abc import Callable, Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from devices.codecs.ff68 import PadKey
from devices.driver import Driver
from devices.errors import LinkError
from devices.pad_ff68 import Pad, PadDriver
from devices.panel_onbon import Panel, PanelDriver
from hall.bus.messages import Key, ShowOnPad, ShowText
from simulators.machine import Machine
from simulators.pad_ff68 import SimulatedPad
from simulators.panel_onbon import SimulatedPanel
from simulators.wire import Fault, Wire, bit_flip, garbage, silence, truncation, twice
from tests.fakes.outlet import FakeOutlet

STEP_S = 0.02

faults: st.SearchStrategy[Fault] = st.one_of(
    st.builds(garbage, st.binary(min_size=1, max_size=12)),
    st.builds(truncation, st.integers(1, 12)),
    st.builds(bit_flip, st.integers(0, 400)),
    st.just(silence),
    st.just(twice),
)
troubles = st.lists(st.tuples(faults, st.booleans(), st.integers(1, 2)), max_size=4)


class VirtualLine:
    """A link whose other end is a wire; every read lets a fiftieth of a second pass."""

    def __init__(self, driver: Driver, machines: Sequence[Machine]) -> None:
        self.wire = Wire(machines)
        self.now_s = 100.0
        self._driver = driver
        self._lost = False
        driver.opened(self, self.now_s)

    def open(self) -> None:
        """Always open."""

    def close(self) -> None:
        """Never closed."""

    def wake(self) -> None:
        """Nobody waits."""

    def read(self, timeout_s: float) -> bytes:
        if self._lost:
            raise LinkError("pulled")
        self.now_s += STEP_S
        self.wire.tick(STEP_S, STEP_S)
        return self.wire.drain()

    def write(self, data: bytes, timeout_s: float) -> None:
        if self._lost:
            raise LinkError("pulled")
        self.wire.feed(data)

    def live(self, seconds: float, enough: Callable[[], bool] = lambda: False) -> None:
        """Let time pass."""
        until_s = self.now_s + seconds
        while self.now_s < until_s and not enough():
            self._driver.received(self.read(STEP_S), self.now_s)

    def disturb(self, troubles: list[tuple[Fault, bool, int]], drip: int | None) -> None:
        """Let faults happen to the next transmissions."""
        for fault, to_host, times in troubles:
            self.wire.disturb(fault, times=times, to_host=to_host)
        self.wire.drip_bytes = drip


@given(troubles, st.sampled_from([None, 1, 3]))
@settings(max_examples=200)
def test_a_press_counts_once_at_most_and_the_line_recovers(
    troubles: list[tuple[Fault, bool, int]], drip: int | None
) -> None:
    """Whatever happens to the line, no press is doubled or invented, and the next one arrives."""
    outlet = FakeOutlet()
    driver = PadDriver(outlet, [Pad(id="pad-1", address=1)], [])
    pad = SimulatedPad(1)
    line = VirtualLine(driver, [pad])
    line.disturb(troubles, drip)
    pad.press(PadKey.CALL)
    line.live(8.0)
    assert outlet.presses in ([], [("pad-1", Key.CALL)])
    line.wire.calm()
    outlet.presses.clear()
    pad.press(PadKey.RECALL)
    driver.obey("pad-1", ShowOnPad(id="s", ttl_s=5, waiting=3, number="A001"), line.now_s)
    line.live(1.0)
    assert outlet.presses == [("pad-1", Key.RECALL)]
    assert pad.display == "003001"


@given(
    troubles, st.sampled_from([None, 1, 3]), st.lists(st.sampled_from(["A001", "C014"]), min_size=1)
)
@settings(max_examples=200)
def test_a_panel_shows_the_last_text_once_the_line_is_calm(
    troubles: list[tuple[Fault, bool, int]], drip: int | None, numbers: list[str]
) -> None:
    """Every command is answered, and what stands at the end is what was said last."""
    outlet = FakeOutlet()
    driver = PanelDriver(outlet, [Panel(id="panel-1", address=1)])
    panel = SimulatedPanel(1)
    line = VirtualLine(driver, [panel])
    line.disturb(troubles, drip)
    for count, number in enumerate(numbers):
        driver.obey("panel-1", ShowText(id=f"t{count}", ttl_s=5, text=number), line.now_s)
        line.live(0.1)
    line.wire.calm()
    line.live(10.0, lambda: panel.text == numbers[-1] and len(outlet.answers) == len(numbers))
    assert panel.text == numbers[-1]
    assert len(outlet.answers) == len(numbers)
    assert sorted(outlet.answered) == sorted(outlet.answers), "each is answered once"
